"""How modules are found: native ones and those compiled into the program."""

from _frozen_importlib import BuiltinImporter, FrozenImporter, ModuleSpec  # noqa: F401

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = [".pyc"]
EXTENSION_SUFFIXES = []


def all_suffixes():
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class SourceFileLoader:
    """Loads from files, of which there are none."""


class SourcelessFileLoader(SourceFileLoader):
    pass


class ExtensionFileLoader(SourceFileLoader):
    pass


class NamespaceLoader(SourceFileLoader):
    pass
