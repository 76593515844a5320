"""What contradicts itself: between versions of an assessment, and across a register. Pure."""
