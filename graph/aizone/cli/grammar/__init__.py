"""The grammar of the commands, one module per family; `parser.build_parser` puts them together."""
