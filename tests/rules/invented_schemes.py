# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""One invented book that uses every feature of the rule form, most of them in more than one way."""

from typing import Any

FACTS = """
facts:
  geboortedatum: {type: datum, owner: persoon, min: op - 110 years, max: op}
  uren: {type: geheel-getal, owner: persoon, min: 0, max: 80, effort: 3}
  kosten_eurocent: {type: geld, owner: opleiding, min: 0, effort: 2}
  inkomen_eurocent: {type: geld, owner: persoon, min: 0}
  medewerkers: {type: geheel-getal, owner: werkgever, min: 0, max: 1000000}
  bijdrage: {type: percentage, owner: werkgever, effort: 5}
  soort: {type: een-van, owner: opleiding, values: [a, b, c, d], effort: 1}
  werk: {type: verzameling, owner: persoon, may_be_empty: false, effort: 4,
    values: [werknemer, zelfstandige, student, geen, anders]}
  hulp: {type: verzameling, owner: persoon, values: [taal, rekenen, digitaal, schrijven], effort: 2}
  diploma: {type: ladder, owner: persoon, values: [geen, laag, midden, hoog, top]}
  startkwal: {type: ja-nee, owner: persoon}
  betaalt: {type: ja-nee, owner: werkgever, effort: 4}
  sector: {type: code, owner: persoon, pattern: "[0-9]{2,4}"}
  gemeente: {type: code, owner: persoon, pattern: "GM[0-9]{4}", known_in: gemeentenaam}
  begin: {type: datum, owner: opleiding, min: op - 10 years, max: op + 5 years, effort: 1}
  klaar: {type: datum, owner: persoon, min: op - 60 years, max: op}
  dit_jaar_al_gekregen: {type: verzameling, owner: persoon, resets: year, values: [eens-per-jaar]}
  ooit_al_gekregen: {type: verzameling, owner: persoon, values: [eens-in-het-leven]}
derived:
  leeftijd: {type: geheel-getal, formula: "years_between(geboortedatum, op)"}
  regio: {type: code, table: regio, of: gemeente}
impossible:
  - {id: startkwal_zonder_diploma, if: "startkwal and diploma <= laag"}
  - {id: diploma_zonder_startkwal, if: "not startkwal and diploma >= midden"}
  - {id: geen_en_toch_werk, if: "werk has geen and werk overlaps [werknemer, zelfstandige]"}
  - {id: betaalt_zonder_hulp, if: "hulp is empty and betaalt"}
  - {id: student_werkt_weinig, if: "werk has student and uren > 32"}
  - {id: hoog_betaalt, if: "bijdrage > 90 and betaalt"}
  - {id: hoog_betaalt_niet, if: "bijdrage > 90 and not betaalt"}
  - {id: gratis_soort, if: "soort = d and kosten_eurocent > 0"}
"""

TABLES: dict[str, Any] = {
    "gemeentenaam": [
        ["GM0001", "Eén", None, None],
        ["GM0002", "Twee", None, "2021-01-01"],
        ["GM0003", "Drie", None, None],
        ["GM0004", "Vier", None, None],
    ],
    "regio": [
        ["GM0001", "R1", None, "2021-01-01"],
        ["GM0001", "R2", "2021-01-01", None],
        ["GM0002", "R1", None, None],
        ["GM0003", "R2", None, None],
        ["GM0004", "R3", None, None],
    ],
}

SCHEMES = {
    # Several questions about one fact that overlap, contradict or leave holes.
    "uren-dubbel": """
        conditions:
          - {id: rand, any: [{if: uren < 12}, {if: uren > 30}]}
          - {id: midden, if: 5 <= uren < 36 and uren != 20}
          - {id: los, not: {if: "uren in [7, 33]"}}
    """,
    "altijd-waar": """
        conditions:
          - {id: alles, any: [{if: uren < 20}, {if: uren >= 20}]}
          - {id: iets, if: betaalt or not betaalt}
    """,
    "soms-een": """
        conditions:
          - id: of
            any:
              - {if: "betaalt and uren < 10"}
              - {if: "not betaalt and uren < 20"}
              - {all: [{if: uren >= 30}, {not: {if: betaalt}}]}
          - {id: en, all: [{if: uren > 2}, {any: [{if: betaalt}, {if: diploma > geen}]}]}
    """,
    "eerste-geval": """
        amounts:
          jong: [{value: 30}]
        conditions:
          - id: keuze
            first:
              - {when: "soort in [a, b]", then: leeftijd < jong}
              - {when: diploma >= midden, then: {any: [{if: hulp has taal}, {if: uren > 10}]}}
              - {otherwise: betaalt}
    """,
    "tabel": """
        amounts:
          oud: [{until: 2022-03-01, value: 45}, {from: 2022-03-01, value: 47}]
        versions: [{from: 2000-01-01, until: 2022-03-01}, {from: 2022-03-01}]
        conditions:
          - id: soorten
            table: {of: soort, rows: {"a, b": uren >= 10, c: leeftijd >= oud}, otherwise: false}
          - id: ladder
            table: {of: diploma, rows: {"geen, laag": true, "top": {not: {if: betaalt}}}, otherwise: hulp has rekenen}
    """,
    "verzamelingen": """
        conditions:
          - {id: werkt, if: "werk overlaps [werknemer, zelfstandige]"}
          - {id: geen_student, if: not werk has student}
          - {id: alleen, any: [{if: "hulp within [taal, rekenen]"}, {if: hulp has digitaal}]}
          - {id: iets, if: hulp is not empty}
    """,
    "leeg": """
        conditions:
          - {id: leeg_of_taal, if: "hulp is empty or hulp has taal"}
          - {id: niet_alles, not: {all: [{if: hulp has taal}, {if: hulp has rekenen}]}}
    """,
    "codes": """
        amounts:
          sectoren: [{value: ["10", "11"]}]
        conditions:
          - {id: tak, if: 'sector under ["01", "35", "8"] or sector in sectoren'}
          - {id: niet, if: 'not sector under ["0123", "351"] and sector != "3520"'}
    """,
    "codes-onder-elkaar": """
        conditions:
          - {id: onder, if: 'sector under ["01", "46"] and sector != "01"'}
          - {id: los, if: 'sector not in ["461", "4612"] or sector under ["4613"]'}
    """,
    "alle-gemeenten": """
        conditions:
          - {id: overal, if: 'gemeente in ["GM0001", "GM0002", "GM0003", "GM0004"]'}
    """,
    "niemand-boven-negentig": """
        conditions:
          - {id: bijdrage, if: bijdrage <= 90 and uren > 4}
    """,
    "regio": """
        conditions:
          - {id: streek, if: 'regio in ["R1", "R3"]'}
          - {id: plaats, if: 'gemeente not in ["GM0004"]'}
    """,
    "perioden": """
        amounts:
          na: [{value: 5 years}]
          uiterlijk: [{value: 10 years}]
          wachttijd: [{value: 4 weeks}]
        conditions:
          - {id: lang_genoeg, if: klaar + na <= op}
          - {id: kort_genoeg, if: op < klaar + uiterlijk}
          - {id: op_tijd, if: begin >= op + wachttijd}
          - {id: dit_half_jaar, if: begin - 6 months < op}
    """,
    "jaar": """
        conditions:
          - {id: begin_van_het_jaar, if: "years_between(geboortedatum, start_of_year(op)) >= 18"}
          - {id: precies, if: "leeftijd in [19, 29, 67] or leeftijd = 21"}
          - {id: maanden, if: "months_between(begin, op) < 7"}
    """,
    "oordeel": """
        conditions:
          - {id: jong, if: leeftijd < 40}
          - {id: nodig, judged_by: UWV, only_if: uren > 10}
          - {id: toegelaten, not_expressed: true, only_if: "soort in [a, b] and not betaalt"}
    """,
    "alleen-oordeel": """
        conditions:
          - {id: nodig, judged_by: UWV}
    """,
    "tijdvak": """
        versions: [{from: 2019-06-01, until: 2024-01-01}]
        not_in_force: [{until: 2019-06-01}]
        conditions:
          - id: aanvraagtijdvak
            window: [{from: 2020-02-28, until: 2020-03-02}, {from: 2023-01-01, until: 2023-02-01}]
          - {id: uren, if: uren >= 12, only_if: "werk has werknemer"}
    """,
    "eens-per-jaar": """
        conditions:
          - {id: niet_eerder, once_per: year}
          - {id: mag, if: "diploma < hoog or startkwal"}
    """,
    "eens-in-het-leven": """
        conditions:
          - {id: nooit_eerder, once_per: life}
          - {id: graad, if: not startkwal or diploma = midden}
    """,
    # What cannot go together decides here: without it these would stay open.
    "verband": """
        conditions:
          - {id: volgt, any: [{if: not startkwal}, {if: diploma > laag}, {if: hulp has digitaal}]}
          - {id: samen, if: "startkwal or diploma < midden"}
          - {id: betaald, if: "hulp is not empty or not betaalt"}
    """,
    "verband-ver": """
        conditions:
          - {id: student, if: "not werk has student or uren <= 32"}
          - {id: uren, if: uren > 30 or werk has werknemer}
    """,
    "deel-met-plafond": """
        amounts:
          deel: [{until: 2021-01-01, value: 60%}, {from: 2021-01-01, value: 33.3%}]
          plafond_eurocent: [{value: 100000}]
        versions: [{from: 2000-01-01, until: 2021-01-01}, {from: 2021-01-01}]
        conditions:
          - {id: leeftijd, if: leeftijd < 55}
        pays: {amount: "min(deel * kosten_eurocent, plafond_eurocent)", covers: [kosten_eurocent]}
    """,
    "derde": """
        amounts:
          deler: [{value: 7}]
        conditions:
          - {id: soort, if: "soort in [a, d]"}
        pays: {amount: "kosten_eurocent / 3 + kosten_eurocent / deler", per: jaar}
    """,
    "twee-onbekenden": """
        amounts:
          drempel_eurocent: [{value: 25000}]
          hoogste_eurocent: [{value: 1500000}]
        conditions:
          - {id: inkomen, if: inkomen_eurocent <= hoogste_eurocent}
        pays: {amount: "min(max(0, kosten_eurocent - drempel_eurocent), hoogste_eurocent - inkomen_eurocent)"}
    """,
    "dalend": """
        amounts:
          basis_eurocent: [{value: 200001}]
          afbouw: [{value: 12.5%}]
        conditions:
          - {id: uren, if: uren > 3}
        pays: {amount: "max(0, basis_eurocent - afbouw * inkomen_eurocent)", per: maand}
    """,
    "per-hoofd": """
        amounts:
          vast_eurocent: [{value: 270000}]
          klein: [{value: 50}]
          middel: [{value: 250}]
        conditions:
          - {id: bedrijf, if: 0 < medewerkers < middel}
        pays:
          first:
            - {when: medewerkers < klein, amount: medewerkers * vast_eurocent}
            - {when: bijdrage >= 20, amount: "2 * kosten_eurocent"}
            - {otherwise: vast_eurocent}
    """,
    "veel-hoofden": """
        amounts:
          vast_eurocent: [{value: 270000}]
        conditions:
          - {id: bedrijf, if: medewerkers > 3}
        pays: {amount: medewerkers * vast_eurocent}
    """,
    "betaling-per-soort": """
        amounts:
          hoog_eurocent: [{value: 90000}]
          laag_eurocent: [{value: 45050}]
        conditions:
          - {id: kosten, if: kosten_eurocent >= 0}
          - {id: leeftijd, any: [{if: leeftijd >= 30}, {if: "soort in [c, d]"}]}
        pays:
          table:
            of: soort
            rows: {"a, b": "min(kosten_eurocent, hoog_eurocent)", c: laag_eurocent}
            otherwise: kosten_eurocent + laag_eurocent
    """,
    "jaren-tellen": """
        amounts:
          per_jaar_eurocent: [{value: 33333}]
          hooguit: [{value: 5}]
        conditions:
          - {id: klaar, if: klaar < op}
        pays: {amount: "min(years_between(klaar, op), hooguit) * per_jaar_eurocent"}
    """,
    "delen-met-een-naam": """
        amounts:
          per_jaar_eurocent: [{value: 33333}]
          hooguit: [{value: 5}]
        terms:
          jaren_klaar: {formula: "years_between(klaar, op)"}
          tellende_jaren: {formula: "min(jaren_klaar, hooguit)"}
          werkt: {formula: "werk overlaps [werknemer, zelfstandige] or uren >= 12"}
        conditions:
          - {id: klaar, if: klaar < op and jaren_klaar < 9}
          - {id: werk, if: werkt}
          - {id: anders, any: [{if: werkt and betaalt}, {if: "soort in [c, d]"}]}
        pays: {amount: "max(tellende_jaren * per_jaar_eurocent, jaren_klaar * per_jaar_eurocent / 3)"}
    """,
    "geld-grens": """
        amounts:
          grens_eurocent: [{value: 40000}]
          helft: [{value: 50%}]
        conditions:
          - {id: genoeg, if: helft * kosten_eurocent > grens_eurocent}
          - {id: kruimels, if: kosten_eurocent / 3 < 10 * grens_eurocent}
        pays: {amount: kosten_eurocent - grens_eurocent}
    """,
}
