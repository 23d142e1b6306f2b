"""For each shape of `ontology/shapes.ttl` one node that conforms and one that does not; `turtle` writes either out."""

from aizone.vocab import PREFIXES

HEAD = (
    "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
    + "@prefix : <https://example.org/> .\n"
)
CONTEXT = """
:e dcterms:source :doc ; az:start 0 ; az:end 5 . :plan a az:Plan ; skos:prefLabel "规划"@zh ; dcterms:spatial :place .
:place a az:Place ; skos:prefLabel "甲市"@zh ; az:level "prefecture" .
:unit a az:GovernmentUnit ; skos:prefLabel "甲市某局"@zh .
:task a az:Task ; skos:prefLabel "任务"@zh . :m a az:Measure ; skos:prefLabel "措施"@zh ; az:partOf :task ; az:clause 1 ; az:evidence :e .
:area a az:TaskArea ; skos:prefLabel "领域"@zh ; az:partOf :plan . :goal a az:Goal ; skos:prefLabel "目标"@zh ; az:partOf :plan .
az:GovernmentUnit rdfs:subClassOf az:Unit .
"""
LABEL = 'skos:prefLabel "名称"@zh'
DECIDED = (
    "prov:wasAttributedTo :somebody ; oa:hasTarget :finding ; dcterms:created '2026-03-01T09:00:00Z'^^xsd:dateTime"
)
OBSERVED = "sosa:resultTime '2022-12-31'^^xsd:date ; sosa:hasFeatureOfInterest :m"
FOUND = "az:code 'x' ; sh:resultSeverity sh:Info ; sh:resultMessage '问题'@zh, 'issue'@en"
EXAMPLES = {
    "Plan": (f"{LABEL} ; dcterms:spatial :place ; schema:startDate '2020'^^xsd:gYear ; schema:endDate '2023'^^xsd:gYear",
             f"{LABEL} ; dcterms:spatial :place ; schema:startDate '2024'^^xsd:gYear ; schema:endDate '2023'^^xsd:gYear"),
    "SourceDocument": (f"schema:sha256 '{'a' * 64}' ; az:length 5 ; az:textHeld true", "schema:sha256 'abc' ; az:length 5 ; az:textHeld true"),
    "Clause": (f"{LABEL} ; az:path '一' ; az:partOf :plan ; az:evidence :e", f"{LABEL} ; az:path '一', '二' ; az:partOf :plan ; az:evidence :e"),
    "Goal": (f"{LABEL} ; az:partOf :plan", LABEL),
    "Aim": (f"{LABEL} ; az:metric '赛事'@zh ; az:partOf :goal ; az:evidence :e", f"{LABEL} ; az:metric '赛事'@zh ; az:partOf :plan ; az:evidence :e"),
    "Target": ("az:metric '专利'@zh ; schema:minValue 5 ; schema:maxValue 8 ; schema:unitText '项' ; az:period azperiod:year ; az:comparator 'range' ; az:isChange true ; az:direction 'up' ; az:baseline 3 ; az:baselineDate '2022'^^xsd:gYear ; az:deadline '2023'^^xsd:gYear ; az:due '2023-12-31'^^xsd:date ; az:evidence :e",
               "az:metric '专利'@zh ; schema:unitText '项' ; az:period azperiod:year ; az:evidence :e"),
    "TaskArea": (f"{LABEL} ; az:partOf :plan", f"{LABEL} ; az:partOf :task"),
    "Task": (f"{LABEL} . :m2 az:partOf :x", LABEL),
    "Measure": (f"{LABEL} ; az:partOf :task ; az:clause 1 ; az:stageDeadline '2025-06'^^xsd:gYearMonth ; az:schedule '每季度末'@zh ; az:every 'P3M'^^xsd:duration ; az:evidence :e", f"{LABEL} ; az:partOf :task ; az:clause 0 ; az:evidence :e"),
    "Assignment": ("az:workItem :m ; az:unit :unit ; az:role azrole:lead ; az:basis azbasis:explicit ; az:rank 1 ; az:asWritten '某局' ; az:evidence :e",
                   "az:workItem :m ; az:unit :unit ; az:role :boss ; az:basis azbasis:explicit ; az:rank 1 ; az:asWritten '某局' ; az:evidence :e"),
    "Contribution": ("az:workItem :m ; az:goal :goal ; az:target :t ; az:basis azbasis:wording ; az:score 0.5 ; az:evidence :e . :t a az:Target",
                     "az:workItem :area ; az:goal :goal ; az:basis azbasis:wording ; az:score 1.5 ; az:evidence :e"),
    "Mention": ("az:workItem :m ; az:entity :p ; az:relation azrel:delivers ; az:evidence :e", "az:workItem :m ; az:entity :p ; az:relation azrel:delivers"),
    "Unit": (f"{LABEL} ; dcterms:spatial :place", "skos:prefLabel '甲'@zh, '乙'@zh"),
    "UnresolvedUnit": (LABEL, f"{LABEL} . :a az:unit :x"),
    "UnitGroup": (f"{LABEL} ; az:relative true", LABEL),
    "Place": (f"{LABEL} ; az:level 'county'", f"{LABEL} ; az:level 'planet'"),
    **{name: (LABEL, "skos:altLabel '甲'@zh") for name in ["Platform", "Park", "Project", "Facility", "Institution", "Enterprise", "Event", "Fund", "PolicyDocument"]},
    **{name: (f"{LABEL} ; skos:inScheme az:fields", LABEL) for name in ("Technology", "ApplicationField")},
    "WorkItem": (f"{LABEL} ; az:partOf :plan", LABEL),
    "NamedEntity": ("dcterms:spatial :place", "dcterms:spatial :place, :other"),
    "Verdict": (f"{DECIDED} ; az:verdictKind azverdict:legitimate ; dcterms:description '各管一段'@zh", f"{DECIDED} ; az:verdictKind :fine"),
    "Scenario": (f"{LABEL} ; prov:wasDerivedFrom :plan ; az:setsAside :a", f"{LABEL} ; prov:wasDerivedFrom :plan"),
    "StatusObservation": (f"{OBSERVED} ; dcterms:source 'a report' ; az:status azstatus:under-way ; sosa:hasSimpleResult 61",
                          f"{OBSERVED} ; az:status azstatus:under-way"),
    "Evidence": ("dcterms:source :doc ; az:start 8 ; az:end 15 ; az:exact '建设平台' ; az:page 2", "dcterms:source :doc ; az:start 15 ; az:end 8"),
    "Finding": (f"{FOUND} ; az:findingClass azfinding:overlap ; az:rankScore 12.5 ; az:concernsItem :m, :m2 ; az:concernsUnit :unit ; az:concernsThing :p ; az:evidence :e ; prov:wasGeneratedBy :run",
                "az:code 'x' ; sh:resultSeverity sh:Info ; sh:resultMessage '问题'@zh"),
    "Figure": ("schema:propertyID 'shared-measures' ; schema:value 5 ; schema:unitText '项'", "schema:propertyID 'shared-measures' ; schema:value 'five'"),
}  # fmt: skip


PROPERTY_TARGETS = {"Evidence": ":fact az:ownerListEvidence :x . :x", "Figure": ":finding az:figure :x . :x"}
"""Shapes of nodes without a class: how the example becomes their target."""


def turtle(name, body):
    """The node of an example in its context, as Turtle."""
    subject = PROPERTY_TARGETS.get(name, f":x a az:{name} ;")
    return f"{HEAD}{CONTEXT}\n{subject} {body} ."
