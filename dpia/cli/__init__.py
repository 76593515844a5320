"""Commands. Standard output is data, standard error is narration, exit codes are an API."""
