"""The fields that sheets of applicants may tell, with the headers that mean them."""

from coordinator.workbook.field import COHORT, Field

_OTHERS = (
    "manager managers referee referees reference emergency kin chair chairs funder funders assistant assistants "
    "alternative secondary"
)
_PERMISSION = (
    "consent newsletter subscribe permission agree happy contacted mailing marketing preference method"
)
_ORGANISATION_DETAIL = (
    "many much turnover income size staff employees website web url address type kind sector years year long joined "
    "based town city region where registration charitable legal budget challenges challenge describe role position "
    "postcode registered number"
)

_MATCHING = (
    Field(
        "sector",
        "Sector",
        "sector | field of work | field do you work | area of work",
        never=f"private public {_OTHERS}",
    ),
    Field(
        "organisation_kind",
        "Kind of organisation",
        (
            "kind of organisation | type of organisation | organisation type | organisation kind | "
            "legal form | legal structure | legal status"
        ),
        never="name",
    ),
    Field(
        "organisation_size",
        "People in the organisation",
        (
            "size of organisation | organisation size | size of your organisation | number of staff | how many staff | "
            "number of employees | how many employees | how many people work | staff size | people in the organisation"
        ),
        never="mentees",
    ),
    Field(
        "organisation_stage",
        "Stage of the organisation",
        (
            "stage of the organisation | organisation stage | stage of your organisation | stage is your organisation | "
            "stage of development | stage is the organisation"
        ),
    ),
    Field("ways", "Ways of working", "ways of working | way of working | how does your organisation work"),
    Field("languages", "Languages", "languages | language | languages spoken | languages do you speak"),
    Field(
        "times",
        "Times",
        (
            "when could you | when can you | when are you free | when are you available | "
            "availability | times that suit | times suit | times that work | "
            "times work | which times | what times | times could you | times can you | best times"
        ),
        exact="available | when",
    ),
    Field(
        "modes",
        "Ways of meeting",
        (
            "how would you like to meet | how could you meet | how can you meet | how would you prefer to meet | "
            "prefer to meet | way to meet | ways to meet | "
            "ways of meeting | way of meeting | meeting preference | meet online or"
        ),
    ),
    Field(
        "wishes",
        "Would like",
        (
            "like to be paired with | like to be matched with | like to be paired | preferred mentor | "
            "preferred mentee | anyone you would like | someone you would like | someone in mind"
        ),
        never="not rather",
        exact="wishes",
    ),
    Field(
        "rather_not",
        "Rather not",
        (
            "rather not be paired | rather not be matched | prefer not to be paired | prefer not to be matched | "
            "should not be paired | should not be matched | rather not work with | rather not"
        ),
    ),
    Field("conflicts", "Conflicts of interest", "conflict of interest | conflicts of interest"),
)

APPLICANTS: tuple[Field, ...] = (
    Field(
        "name",
        "Name",
        "name | full name | your name | name and surname | applicant | applicant name",
        never=(
            "organisation organisations company charity business employer project user username "
            "file preferred known pronouns sheet cohort programme mentor mentee first given fore "
            f"forename last family surname {_OTHERS}"
        ),
        exact="name and surname | participant | fullname | person | first and last name | your name first and last",
    ),
    Field(
        "first_name",
        "First name",
        "first name | given name | forename | firstname",
        never=f"preferred {_OTHERS}",
    ),
    Field(
        "last_name",
        "Last name",
        "last name | surname | family name | lastname",
        never=f"first forename {_OTHERS}",
    ),
    Field(
        "email",
        "E-mail",
        "email | email address",
        never=f"{_PERMISSION} organisations updates {_OTHERS}",
        exact="mail",
    ),
    Field(
        "phone",
        "Phone",
        "phone | telephone | mobile | contact number | phone number | tel",
        never=f"{_PERMISSION} time when call sessions session {_OTHERS}",
    ),
    Field(
        "organisation",
        "Organisation",
        (
            "organisation | organisations name | organisation name | charity | company | employer "
            "| where do you work | business name"
        ),
        never=f"about tell {_ORGANISATION_DETAIL} {_OTHERS}",
    ),
    Field(
        "job_title",
        "Job title",
        (
            "job title | job role | position | your role | role in | role at | occupation | "
            "current role | role within | what is your role"
        ),
        never=f"mentoring programme apply applying {_OTHERS}",
    ),
    Field(
        "location",
        "Location",
        (
            "location | town | city | region | county | where are you based | based | where do "
            "you live | area you live | postcode"
        ),
        never=f"meet meeting travel {_OTHERS}",
    ),
    Field(
        "role",
        "Role",
        (
            "mentor+mentee | mentor or mentee | mentee or mentor | mentor or a mentee | mentee or a mentor | "
            "mentor mentee | apply as | applying as | applying to be | applying for | join as | "
            "take part as | would like to be | want to be | like to take part | role in the "
            "programme | programme role | mentoring role | participate as | register as | "
            "registering as | role would you like | join the programme as"
        ),
        never="many email name matched why describe experience tell hear hope",
        exact="type | applicant type | participant type | role in programme | i am a | i would like to",
    ),
    Field(
        "capacity",
        "Capacity",
        (
            "capacity | how many mentees | number of mentees | mentees at a time | mentees could "
            "you | mentees can you | max mentees | maximum mentees | people could you mentor | people can you mentor"
        ),
    ),
    Field(
        "expertise",
        "Expertise",
        (
            "expertise | skills you | could you help | can you help | can you offer | could you "
            "offer | could offer | can offer | able to offer | areas you can | experience in | "
            "able to help | your strengths | support a mentee | help a mentee"
        ),
        never="why describe",
        joins=True,
    ),
    Field(
        "needs",
        "Needs",
        (
            "needs | get support with | get help with | like support with | need support | "
            "help you need | help do you need | like help | need help | would like support | want "
            "help | like to work on | want to work on | areas would you like | areas you would "
            "like | hope to work on | topics would you like"
        ),
        never="why describe access accessibility dietary",
        exact="help with | support with",
        joins=True,
    ),
    Field(
        "tags",
        "Tags",
        ("areas of interest | topics | skills | areas of focus | areas of support | mentoring areas"),
        never="why describe",
        exact="areas | keywords | themes | interests",
        joins=True,
    ),
    Field(
        "about",
        "About",
        (
            "about you | about yourself | about your | tell us | bio | biography | background | "
            "describe | why do you | why would you | why are you | hope to gain | hope to get | "
            "anything else | additional information | motivation | comments | short summary | "
            "what do you hope"
        ),
        never="hear heard",
        exact="about me | free text | statement | personal statement",
        joins=True,
    ),
    Field(
        "consent",
        "Consent",
        (
            "consent | data protection | gdpr | privacy notice | privacy policy | agree to | agree that | i agree | "
            "hold my data | store my data | happy for us to"
        ),
        never="email newsletter photo photos photograph marketing mailing emails recording recorded",
    ),
    Field(
        "applied_on",
        "Applied on",
        (
            "completion time | timestamp | submitted | submission date | date applied | "
            "application date | date of application | applied"
        ),
        never="start last modified birth before have",
        exact="date | created at | submission time",
    ),
    *_MATCHING,
    COHORT,
)
