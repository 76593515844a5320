"""What the screens show, as plain values: rows, cells, nodes and sentences, without textual."""
