"""PubMed records: search them, open one with all that is known of it, see whose status changed, read the record of a search."""

from pages.parts import citations_alarms, citations_record, citations_search, citations_sheet, frame, wiring

frame.begin("Citations")
with frame.told() as refused:
    asked = citations_search.address_of()
    citations_search.dress()
    if asked.audit:
        citations_sheet.show(wiring.audit(asked.audit), asked.claim)
    elif asked.pmid:
        citations_record.show(wiring.catalogue(), asked.pmid)
    else:
        citations_search.head(wiring.catalogue().open_alarms(), wiring.library())
        if asked.view == citations_search.ALARMS:
            citations_alarms.show(wiring.catalogue())
        else:
            citations_search.ask(asked, wiring.pubmed())
            citations_search.show(asked, wiring.listing)
if refused:
    citations_search.back()
