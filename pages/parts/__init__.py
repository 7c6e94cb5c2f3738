"""What the pages share: views that take a domain value and draw it, the frame around every page, the doors' wiring."""
