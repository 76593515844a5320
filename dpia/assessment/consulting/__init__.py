"""Prior consultation on record (GDPR Art. 36): its course, and what is recorded of it."""
