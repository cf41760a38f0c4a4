-- Pairing people: the vocabulary of tags, what an application says that matters to a match, weights and rules of a
-- cohort, an exclusion set aside for one pair, and the answers to a proposal.

-- What mentees need and mentors know. Tags of one topic are sisters. A label means the tag when its key
-- (`label_key`) is that of the name or of a synonym.
create sequence tag_id;
create table tag (
    id        bigint primary key default nextval('tag_id'),
    topic     varchar not null,
    name      varchar not null,
    synonyms  varchar[] not null default [],
    retired   boolean not null default false,   -- no longer offered, and no label means it
    version   integer not null default 1
);
insert into tag (topic, name, synonyms)
values
    ('Strategy', 'Strategy and planning',
     ['strategy', 'strategic planning', 'business planning', 'business plan', 'planning', 'vision', 'theory of change']),
    ('Strategy', 'Growing the organisation',
     ['growth', 'scaling', 'scaling up', 'expansion', 'replication']),
    ('Strategy', 'Partnerships and networks',
     ['partnerships', 'partnership working', 'networking', 'networks', 'collaboration', 'stakeholders', 'mergers']),
    ('Strategy', 'Measuring impact',
     ['impact', 'impact measurement', 'evaluation', 'monitoring and evaluation', 'outcomes', 'social impact', 'data for impact']),

    ('Finance', 'Financial management',
     ['finance', 'finances', 'budgeting', 'budgets', 'accounts', 'accounting', 'bookkeeping', 'financial planning', 'management accounts']),
    ('Finance', 'Cash flow and reserves',
     ['cash flow', 'cashflow', 'reserves', 'reserves policy', 'financial resilience']),
    ('Finance', 'Turning finances around',
     ['cutting costs', 'cost reduction', 'deficit', 'insolvency', 'restructuring', 'financial recovery']),

    ('Fundraising', 'Fundraising and income',
     ['fundraising', 'fund raising', 'raising funds', 'fundraising strategy', 'income generation', 'funding', 'diversifying income']),
    ('Fundraising', 'Trusts and grants',
     ['grants', 'grant applications', 'bid writing', 'bids', 'trusts and foundations', 'trust fundraising', 'grant writing', 'lottery funding']),
    ('Fundraising', 'Donors and appeals',
     ['donors', 'individual giving', 'major donors', 'appeals', 'community fundraising', 'legacies', 'crowdfunding', 'philanthropy']),
    ('Fundraising', 'Business supporters',
     ['corporate fundraising', 'corporate partnerships', 'sponsorship', 'corporate sponsorship', 'pro bono support']),

    ('Marketing and communication', 'Marketing and communications',
     ['marketing', 'communications', 'comms', 'communication', 'publicity', 'promotion', 'marketing strategy']),
    ('Marketing and communication', 'Social media and website',
     ['social media', 'digital marketing', 'website', 'online marketing', 'newsletters', 'content', 'seo']),
    ('Marketing and communication', 'Brand and story',
     ['brand', 'branding', 'storytelling', 'messaging', 'positioning', 'telling our story']),
    ('Marketing and communication', 'Press and campaigning',
     ['press', 'media', 'public relations', 'pr', 'campaigning', 'influencing', 'lobbying', 'public affairs', 'policy work', 'advocacy']),

    ('Earned income', 'Trading and earned income',
     ['trading', 'earned income', 'sales', 'selling', 'social enterprise', 'enterprise', 'business development', 'commercial income', 'retail']),
    ('Earned income', 'Pricing and margins',
     ['pricing', 'price setting', 'margins', 'full cost recovery', 'costing']),
    ('Earned income', 'Tenders and contracts',
     ['tenders', 'tendering', 'contracts', 'commissioning', 'procurement', 'public sector contracts', 'public contracts']),
    ('Earned income', 'Loans and social investment',
     ['social investment', 'loans', 'community shares', 'investment', 'raising capital', 'investors']),

    ('People', 'Managing people',
     ['people management', 'managing staff', 'staff management', 'line management', 'hr', 'human resources', 'managing a team', 'team building', 'team management', 'supervision']),
    ('People', 'Recruitment and induction',
     ['recruitment', 'recruiting', 'hiring', 'induction', 'onboarding', 'first employee']),
    ('People', 'Working with volunteers',
     ['volunteers', 'volunteering', 'volunteer management', 'managing volunteers', 'recruiting volunteers']),
    ('People', 'Difficult conversations',
     ['conflict', 'conflict resolution', 'performance management', 'managing performance', 'mediation', 'grievances', 'disciplinary']),
    ('People', 'Equality and inclusion',
     ['equality', 'diversity', 'inclusion', 'edi', 'equality diversity and inclusion', 'diversity and inclusion', 'anti racism', 'accessibility']),

    ('Governance and legal', 'Governance and trustees',
     ['governance', 'trustees', 'boards', 'board', 'board development', 'working with the board', 'trustee board', 'working with trustees', 'chairing']),
    ('Governance and legal', 'Legal form and compliance',
     ['legal', 'law', 'compliance', 'legal structure', 'charity law', 'charity registration', 'constitution', 'cic', 'cio', 'incorporation', 'regulation']),
    ('Governance and legal', 'Safeguarding and risk',
     ['safeguarding', 'risk', 'risk management', 'health and safety', 'policies', 'policies and procedures', 'insurance']),

    ('Operations and IT', 'Digital and data',
     ['digital', 'it', 'ict', 'technology', 'data', 'systems', 'crm', 'databases', 'data protection', 'gdpr', 'cyber security', 'digital transformation', 'software']),
    ('Operations and IT', 'Running projects',
     ['project management', 'projects', 'programme management', 'delivery', 'operations', 'processes', 'logistics', 'administration', 'efficiency']),
    ('Operations and IT', 'Premises and assets',
     ['premises', 'buildings', 'property', 'facilities', 'asset transfer', 'community assets', 'leases', 'capital projects', 'environmental sustainability']),

    ('Product and service', 'Designing services',
     ['service design', 'service development', 'new services', 'innovation', 'product development', 'products', 'new ideas', 'piloting']),
    ('Product and service', 'Involving users and community',
     ['co production', 'coproduction', 'user involvement', 'community engagement', 'community development', 'outreach', 'participation', 'customers', 'customer service', 'beneficiaries']),
    ('Product and service', 'Quality and standards',
     ['quality', 'quality assurance', 'quality marks', 'accreditation', 'standards', 'inspections', 'continuous improvement']),

    ('Leadership', 'Confidence and wellbeing as a leader',
     ['confidence', 'wellbeing', 'well being', 'resilience', 'stress', 'burnout', 'work life balance', 'imposter syndrome', 'self care', 'isolation']),
    ('Leadership', 'Leading and influencing',
     ['leadership', 'leading', 'leadership style', 'leadership skills', 'leadership development', 'first time leader', 'new to leadership', 'decision making', 'managing up', 'leading a team']),
    ('Leadership', 'Leading change',
     ['change', 'change management', 'managing change', 'transition', 'organisational change', 'culture change', 'organisational culture', 'turnaround']),
    ('Leadership', 'Time and delegation',
     ['time management', 'delegation', 'delegating', 'prioritising', 'priorities', 'workload', 'productivity']),
    ('Leadership', 'Succession and moving on',
     ['succession', 'succession planning', 'founder', 'founder syndrome', 'handover', 'career', 'career development', 'next career step', 'exit planning']);

-- Change 0 is what the program came with: the events alone rebuild the tables, and no history lists it.
insert into event (change, recorded_at, recorded_on, who, command, entity, entity_id, after)
select 0, timestamp '0001-01-01', date '0001-01-01', 'coordinator', 'ship tags', 'tag', id, to_json(tag)
from tag
order by id;

-- What matters to a match beside `tags`, as told; null: not told, and then it is left out of the score.
-- Of `tags` the order is a mentee's priority; a mentor's level is solid but for those named here.
alter table application add column lead_tags varchar[];
alter table application add column some_tags varchar[];
alter table application add column sector varchar;
alter table application add column organisation_kind varchar;
alter table application add column organisation_size varchar;       -- how many work there: a band of `size_bands`
alter table application add column organisation_stage varchar;      -- a word of `stages`
alter table application add column ways varchar[];                  -- ways of working
alter table application add column languages varchar[];
alter table application add column times varchar[];                 -- words of `time_slots`: mon_morning …
alter table application add column modes varchar[];                 -- in_person, video, phone
alter table application add column wishes varchar[];                -- names or e-mails: would like to be paired with
alter table application add column rather_not varchar[];            -- names or e-mails: would rather not
alter table application add column conflicts varchar[];             -- names, e-mails or organisations: declared conflicts

-- What a cohort weighs otherwise than the programme, as JSON by name; what is not named is as `default_weights` and
-- `pair_rules` say. One row a cohort at most.
create sequence matching_policy_id;
create table matching_policy (
    id       bigint primary key default nextval('matching_policy_id'),
    cohort   bigint not null,
    weights  json not null default '{}',
    rules    json not null default '{}',
    version  integer not null default 1
);

-- An exclusion set aside for one pair, in any cohort. `revoked_on`: from then on it counts again.
create sequence pair_override_id;
create table pair_override (
    id          bigint primary key default nextval('pair_override_id'),
    mentor      bigint not null,                -- person
    mentee      bigint not null,                -- person
    code        varchar not null,               -- a word of `pair_rules`
    note        varchar not null,               -- why; shown with the pair
    made_on     date not null,
    made_by     varchar not null,
    revoked_on  date,
    version     integer not null default 1
);

-- What each side says to a proposal: accepted or declined; null: no answer yet.
alter table relationship add column mentor_answer varchar;
alter table relationship add column mentor_answered_on date;
alter table relationship add column mentor_answer_reason varchar;
alter table relationship add column mentee_answer varchar;
alter table relationship add column mentee_answered_on date;
alter table relationship add column mentee_answer_reason varchar;
alter table relationship add column match_score integer;            -- of the suggestion it was proposed from
