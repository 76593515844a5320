"""Three years of work in a register, done by chance, and what must be true of it afterwards."""
