import importlib.util
from pathlib import Path


def test_each_page_of_the_ontology_has_one_language():
    path = Path(__file__).parents[2] / "docs" / "make_ontology.py"
    spec = importlib.util.spec_from_file_location("make_ontology", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pages = module.pages()
    titles = {"zh": "行动计划责任本体", "en": "Ontology of responsibilities"}
    definitions = {
        "zh": "有数值、单位、口径和时限的要求。",
        "en": "A number to reach, with its unit, period and deadline.",
    }
    for language, other in (("zh", "en"), ("en", "zh")):
        for words in (titles, definitions):
            assert words[language] in pages[language]
            assert words[other] not in pages[language]
