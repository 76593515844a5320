"""Encryption at rest of a whole register: needs the extra `encryption` (cryptography).

One random data key for each register seals its files (`vault`). It is kept in `register.json`,
wrapped once for each person (`keys`): by a passphrase, or for the public key of a key pair.
`turning` encrypts a register that is there, and decrypts it again; `unlocking` opens one.
"""
