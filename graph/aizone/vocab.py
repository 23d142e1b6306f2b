"""Closed vocabularies: asking for a term that does not exist raises an error.

`AZ` lists the terms of `ontology/aizone.ttl` (a test keeps the two equal); the foreign namespaces list the terms we use.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from .errors import N_, UnknownTermError


class Namespace:
    """The terms of one vocabulary, each an attribute (or item) that is a `NamedNode`.

    Args:
        base: the beginning of every IRI of the vocabulary.
        terms: local names, separated by white space.
    """

    def __init__(self, base: str, terms: str) -> None:
        self.base = base
        self._nodes = {term: NamedNode(base + term) for term in terms.split()}
        self.__dict__.update(
            self._nodes
        )  # an attribute is found sooner than `__getattr__`, which only says what is unknown

    def __getattr__(self, term: str) -> NamedNode:
        raise UnknownTermError(f"'{term}'", N_("is not a term of <{base}>."), base=self.__dict__.get("base", ""))

    def __getitem__(self, term: str) -> NamedNode:
        found: NamedNode | None = self.__dict__["_nodes"].get(term)
        return self.__getattr__(term) if found is None else found

    def __contains__(self, node: object) -> bool:
        return isinstance(node, NamedNode) and node in self._nodes.values()

    def __iter__(self) -> Iterator[NamedNode]:
        return iter(self._nodes.values())

    def terms(self) -> tuple[str, ...]:
        """The local names, as listed."""
        return tuple(self._nodes)


AZ = Namespace(
    "https://w3id.org/aizone/ontology#",
    """
    Plan Clause SourceDocument Goal Aim Target WorkItem TaskArea Task Measure Assignment Contribution Mention Place
    Unit GovernmentUnit PartyUnit ManagementCommittee LocalGovernment EnterpriseUnit PublicInstitution
    PeopleOrganization UnresolvedUnit UnitGroup
    NamedEntity Platform Park Project Facility Institution Enterprise Event Fund PolicyDocument
    Technology ApplicationField Finding Verdict Scenario StatusObservation
    partOf hasPart path position text clause servesGoal servesTarget goal target coversTarget hasTarget assignment workItem mentionedIn unit role rank basis
    asWritten fromGroup ownerUnit leadUnit responsibleUnit supportUnit superviseUnit ownerList openOwnerList
    concerns delivers supports reliesOn cites about entity relation evidence ownerListEvidence start end exact page paragraph cell
    metric period subTargetOf comparator isChange direction baseline baselineDate deadline due stageDeadline continuous schedule every remark scope scopeConcept score code length textHeld retrieved issuerAsWritten
    superior operator relative level fictional provisional notLabel
    concernsItem concernsUnit concernsThing findingClass figure rankScore verdictKind supposes setsAside status recordedBy
    roles bases relations periods findingClasses verdictKinds statuses unitKinds technologies fields
    """,
)
AZROLE = Namespace("https://w3id.org/aizone/role/", "lead responsible support supervise")
AZBASIS = Namespace("https://w3id.org/aizone/basis/", "explicit rule order sole group blanket wording decision")
AZREL = Namespace("https://w3id.org/aizone/relation/", "delivers supports reliesOn cites about")
AZVERDICT = Namespace(
    "https://w3id.org/aizone/verdict-kind/", "legitimate clarify merge split not-overlap later same-work other-work"
)
AZFINDING = Namespace("https://w3id.org/aizone/finding-class/", "fragmentation overlap duplication-candidate")
AZSTATUS = Namespace("https://w3id.org/aizone/status/", "not-started under-way done stopped")
AZPERIOD = Namespace("https://w3id.org/aizone/period/", "year total")

RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type value")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label subClassOf subPropertyOf comment isDefinedBy seeAlso")
OWL = Namespace("http://www.w3.org/2002/07/owl#", "differentFrom")
XSD = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    "string integer nonNegativeInteger decimal boolean date dateTime gYear gYearMonth duration",
)
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme prefLabel altLabel hiddenLabel definition scopeNote example editorialNote broader narrower inScheme "
    "notation",
)
ORG = Namespace(
    "http://www.w3.org/ns/org#",
    "hasMember subOrganizationOf classification ChangeEvent originalOrganization resultingOrganization",
)
PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    "Activity Agent used wasAssociatedWith wasDerivedFrom wasGeneratedBy wasAttributedTo invalidatedAtTime wasInvalidatedBy",
)
DCTERMS = Namespace(
    "http://purl.org/dc/terms/",
    "title description issued source spatial abstract license creator contributor created date isPartOf isReplacedBy conformsTo type identifier",
)
OA = Namespace(
    "http://www.w3.org/ns/oa#",
    """Annotation SpecificResource TextPositionSelector TextQuoteSelector FragmentSelector XPathSelector motivatedBy
    identifying editing assessing linking hasTarget hasBody hasSource hasSelector start end exact prefix suffix""",
)
ELI = Namespace("http://data.europa.eu/eli/ontology#", "LegalResource id_local passed_by")
SCHEMA = Namespace(
    "https://schema.org/",
    "minValue maxValue unitText startDate endDate sha256 name encodingFormat softwareVersion propertyID value position agent",
)
SOSA = Namespace(
    "http://www.w3.org/ns/sosa/",
    "hasFeatureOfInterest resultTime hasSimpleResult",
)
SH = Namespace("http://www.w3.org/ns/shacl#", "Info Warning Violation message resultSeverity resultMessage")

UNIT_CLASSES = tuple(
    [
        "Unit",
        "GovernmentUnit",
        "PartyUnit",
        "ManagementCommittee",
        "LocalGovernment",
        "EnterpriseUnit",
        "PublicInstitution",
        "PeopleOrganization",
        "UnresolvedUnit",
    ]
)
"""Local names of the kinds of unit; a `UnitGroup` is not a unit."""

PREFIXES: dict[str, str] = {
    "az": AZ.base,
    "azrole": AZROLE.base,
    "azbasis": AZBASIS.base,
    "azrel": AZREL.base,
    "azperiod": AZPERIOD.base,
    "azverdict": AZVERDICT.base,
    "azfinding": AZFINDING.base,
    "azstatus": AZSTATUS.base,
    "aztech": "https://w3id.org/aizone/technology/",
    "azfield": "https://w3id.org/aizone/field/",
    "azkind": "https://w3id.org/aizone/unit-kind/",
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "owl": OWL.base,
    "xsd": XSD.base,
    "skos": SKOS.base,
    "org": ORG.base,
    "prov": PROV.base,
    "dcterms": DCTERMS.base,
    "oa": OA.base,
    "eli": ELI.base,
    "schema": SCHEMA.base,
    "sh": SH.base,
    "p-plan": "http://purl.org/net/p-plan#",
    "m8g": "http://data.europa.eu/m8g/",
    "sosa": SOSA.base,
}
"""Prefixes for writing Turtle and for CURIEs, ours first."""
