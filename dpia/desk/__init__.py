"""One open assessment at work; the terminal UI and the commands act only through this package."""
