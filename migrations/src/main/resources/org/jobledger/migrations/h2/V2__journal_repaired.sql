-- A damaged journal that was made again is an event.
INSERT INTO LEDGER.EVENT_TYPE (code, name) VALUES (9, 'JournalRepaired');
