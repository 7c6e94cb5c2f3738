"""Doors to citations: PubMed over the network, the local library, and the lists of retractions."""
