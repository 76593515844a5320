"""The forms of the Dutch central government (Rijksdienst), as its tool to fill them in saves them.

A file holds the answers to one form: the pre-scan (`urn:nl:prescan`) or the DPIA (`urn:nl:dpia`),
in the second form of its output. The tool's own outcome of the pre-scan does not stand in it.
"""
