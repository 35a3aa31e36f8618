"""The long term: what is needed and what there will be, if it goes on as today."""
