"""Fictional people and organisations. Nobody here exists; the addresses use domains reserved for examples.

Telephone numbers are those that Ofcom sets aside for drama (07700 900000 to 900999).
"""

import random
import re
import unicodedata
from dataclasses import dataclass

NAMES = tuple(
    line.strip()
    for line in """
    Ruth Ashworth
    Gethin Llewellyn-Price
    Siobhán Ní Dhomhnaill
    Oluwaseun Adébáyò
    Amina Yusuf Warsame
    Priya Raghunathan
    Zoë Fairweather
    Tomasz Wiśniewski
    Nkechi Okonkwo-Hughes
    Harpreet Kaur Sandhu
    Callum MacPherson
    Françoise Mbemba
    Yasmin Choudhury
    Desmond Clarke
    Łucja Dąbrowska
    Kwabena Osei-Tutu
    Margaret Thistlethwaite
    İpek Yıldırım
    Rhiannon Bevan
    Mohammed Abdul Karim Al-Hashimi
    Jean-Baptiste Nguyễn
    Shanice Campbell
    Wei Ling Cheung
    Eòghann MacGillivray
    Bronwen Pugh
    Farida Rahimi
    Stephen Okafor
    Beata Kovács
    Gurdeep Singh Bhogal
    Chidinma Eze
    Alasdair Buchanan
    Maria da Conceição Figueiredo
    Imran Hussain
    Delroy Bailey
    Niamh O’Sullivan
    Anneliese Vörös
    Tendai Chikwanha
    Sadia Begum
    Peter Hollingsworth
    Ayşe Demirci
    Lowri Griffiths
    Kofi Asante
    Ingrid Sørensen
    Rajesh Vyas
    Theodora Papadopoulou
    Marcus Grant
    Hodan Abdi Farah
    Catherine Mulholland
    Vikram Joshi
    Sinéad Gallagher
    Adaeze Nwosu
    Björn Lindqvist
    Marlene Francis
    Arjun Thevarajah
    Dorota Szczepańska
    Euan Drummond
    Mei-Lin Tsang
    Fatoumata Diallo
    Owain Prosser
    Nadia Benmansour
    Gloria Amankwah
    Christopher Featherstonehaugh
    Thuy Phạm
    Simran Gill
    Renée Lafontaine
    Hamish Sinclair
    Oyinkansola Balogun
    Kieran Doherty
    Parveen Akhtar
    Angharad ferch Rhys
    Winston Barrett
    Katarzyna Zielińska
    Bilal Mahmood
    Esther Mwangi
    Fergus Ó Briain
    Lakshmi Narayanan
    Josephine Palmer
    Mustafa Öztürk
    Heledd Morgan-Jones
    Abena Boateng
    Graham Entwistle
    Samira Haidari
    Noé Carvalho
    Joyce Gumede
    Padraig Kinsella
    Ritu Malhotra
    Zofia Błaszczyk
    Leroy Henriques
    Isla Robertson
    Tariq Mansour
    Comfort Adjei
    Dafydd ap Hywel
    Shabnam Qureshi
    Beatriz Muñoz Ibáñez
    Ciarán Mac an tSaoir
    Hannah Goldberg
    Emeka Obi
    Sunita Patel
    Arwel Tudor
    Mariam Conteh
    Jürgen Ziegler
    Bernadette Quigley
    Kuldip Dhillon
    Ngozi Chukwu
    Fiona Abercrombie
    Mehmet Kaya
    Pauline Winterbottom
    Ifeoma Umeh
    Roísín McAleese
    Ashok Bhattacharya
    Camille Étienne
    Halima Sheikh
    Gwilym Roderick
    Tanisha Reid
    Andrzej Nowak
    Linh Trần
    Sarah Jane Postlethwaite
    Babajide Ogunleye
    Morag Urquhart
    Rosalind Achterberg
    Faisal Chaudhry
    Ewa Jabłońska
    Nia Cadwaladr
    Akosua Danquah
    Patrick Mulvaney
    Soraya Tehrani
    Keith Braithwaite
    Wambui Kariuki
    Divya Krishnamurthy
    Anselm Oduya
    Elspeth Kirkbride
    Jorge Peña
    Rukhsana Aziz
    Teleri Vaughan
    Chloë St Clair
    Samuel Tesfaye
    Maxine Oduber
    Ioan Lewis
    Veronika Dvořáková
    Nasreen Kazi
    Alexander Wolstenholme-Fitzgerald
    Blessing Moyo
    Gráinne Fitzpatrick
    Sanjay Deshpande
    Hyacinth Morrison
    Mirela Petrović
    Dominic Ravenscroft
    Zainab Bangura
    Eluned Parry
    Cuong Lê
    """.splitlines()
    if line.strip()
)

_PLACES = (
    ("Kestrel Lane", "Leeds"),
    ("Millbeck", "Keighley"),
    ("Harbour Street", "Grimsby"),
    ("Saltmarsh", "Morecambe"),
    ("Two Rivers", "Derby"),
    ("Lantern Hill", "Sheffield"),
    ("Fennside", "Boston, Lincolnshire"),
    ("Copper Beech", "Wigan"),
    ("Old Tannery", "Bermondsey"),
    ("Cwm Isaf", "Merthyr Tydfil"),
    ("Northgate", "Gloucester"),
    ("Whinfell", "Penrith"),
    ("Ropewalk", "Bristol"),
    ("Glen Darroch", "Falkirk"),
    ("Quayside Row", "Sunderland"),
    ("Sycamore Park", "Leicester"),
    ("Brigg End", "Hull"),
    ("Marigold Yard", "Nottingham"),
    ("Thornybank", "Dundee"),
    ("Loom Street", "Burnley"),
)

_WORKS = (
    "Community Kitchen",
    "Youth Trust",
    "Carers’ Network",
    "Repair Café",
    "Women’s Centre",
    "Growing Project",
    "Family Support",
    "Arts Workshop",
    "Credit Union",
    "Refugee Welcome",
    "Sports Association",
    "Befrienders",
    "Community Transport",
    "Advice Centre",
    "Woodland Group",
    "Men’s Shed",
    "Nursery Co-operative",
    "Food Bank",
    "Language Café",
    "Housing Association",
)

_TITLES = (
    "Chief Executive",
    "Founder and Director",
    "Centre Manager",
    "Chair of Trustees",
    "Director",
    "Head of Services",
    "Co-ordinator",
    "General Manager",
    "Development Lead",
    "Chief Officer",
)

TOPICS = (
    "Fundraising and income",
    "Governance and trustees",
    "Managing people",
    "Strategy and planning",
    "Financial management",
    "Working with volunteers",
    "Marketing and communications",
    "Measuring impact",
    "Confidence and wellbeing as a leader",
    "Growing the organisation",
    "Partnerships and networks",
    "Digital and data",
)

_SECTORS = {
    "Arts": ("Arts", "Language"),
    "Children and young people": ("Youth", "Nursery", "Family"),
    "Environment": ("Growing", "Repair", "Woodland"),
    "Food": ("Kitchen", "Food"),
    "Health and care": ("Carers", "Befrienders", "Shed"),
    "Housing and money": ("Credit", "Housing", "Advice"),
    "Sport and transport": ("Sports", "Transport"),
    "Women and refugees": ("Women", "Refugee"),
}

TIMES = (
    "Weekday mornings",
    "Weekday afternoons",
    "Monday evening",
    "Tuesday evening",
    "Wednesday evening",
    "Thursday",
    "Friday morning",
    "Saturday morning",
)

_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "ı": "i", "đ": "d", "’": "", "'": "", "-": ""})


@dataclass(frozen=True, slots=True)
class Person:
    """One fictional person. `topics` are what they would help with, or want help with."""

    name: str
    email: str
    phone: str
    organisation: str
    job_title: str
    location: str
    topics: tuple[str, ...]


def sector(person: Person) -> str:
    """The sector that an organisation's name speaks of."""
    return next(
        name for name, words in _SECTORS.items() if any(word in person.organisation for word in words)
    )


def plain(text: str) -> str:
    """Letters without accents, lower case: `Łucja Dąbrowska` -> `lucja dabrowska`."""
    bare = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold()


def everyone(seed: int) -> list[Person]:
    """All people in the order of `NAMES`; the same seed gives the same people."""
    dice = random.Random(seed)
    organisations = [(f"{place} {work}", town) for place, town in _PLACES for work in _WORKS]
    dice.shuffle(organisations)
    people = []
    for number, (name, (organisation, town)) in enumerate(zip(NAMES, organisations, strict=False)):
        words = plain(name).split()
        site = re.sub(r"[^a-z]+", "", plain(organisation))
        people.append(
            Person(
                name=name,
                email=f"{words[0]}.{words[-1]}@{site}.{'example' if number % 7 == 3 else 'example.org'}",
                phone=f"07700 900{number * 7 % 1000:03}",
                organisation=organisation,
                job_title=dice.choice(_TITLES),
                location=town,
                topics=tuple(dice.sample(TOPICS, dice.randint(1, 4))),
            )
        )
    return people
