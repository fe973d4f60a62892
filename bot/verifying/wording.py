"""The words claims and guides are compared by: names, words of one meaning, and words that say how something stands."""

NAMES = (
    (r"\b(?:usmle )?step ?(?:2 ?ck|two|ii|2)\b|\b(?:s2 ?|2)?ck\b", " steptwo "),
    (r"\b(?:usmle )?step ?(?:1|one)\b", " stepone "),
    (r"\b(?:usmle )?step ?(?:3|three)\b", " stepthree "),
    (r"\blevel ?(?:1|one)\b", " levelone "),
    (r"\blevel ?(?:2|two)\b", " leveltwo "),
    (r"\buwsa ?([12])?\b", " uwsa "),
    (r"\bfree ?120\b", " freeset "),
    (r"\b(?:o?m|om)s?-?([1-4])\b", r" year\1 "),
    (r"\bpgy-?\d\b", " pgy "),
    (r"\bh-?1-?b\b|\bj-?1\b", " visa "),
    (r"\by-?90\b", " radioembolization "),
    (r"\b24/7\b", " always "),
    (r"\bindy ir\b|\bindependent (?:ir|interventional radiology)\b", " independent "),
    (r"\b(?:integrated )?ir/dr\b|\bintegrated (?:ir|interventional radiology)\b", " integrated "),
    (r"\b(?:v?ir'?s?|interventional radiolog\w+|interventionalists?)\b", " ir "),
    (r"\b(?:dr|diagnostic radiolog\w+)\b(?!\.)", " dr "),
    (r"\bsub-?\s?i(?:nternship)?s?\b|\bacting internships?\b", " subi "),
    (r"\b(?:pass/fail|p/f|pass fail)\b", " passfail "),
    (r"\bhalf[ -]?(?:an? )?days?\b", " halfday "),
    (r"\bquestion banks?\b|\bq ?-?banks?\b", " qbank "),
    (r"\b(?:uw|u world)\b", " uworld "),
    (r"\bsafety net\b|\bplan b\b|\bfall-?backs?\b|\bbackup plans?\b", " backup "),
    (r"\brank (?:order )?lists?\b", " ranklist "),
    (r"\bone list\b|\bsame list\b|\bsame rank ?list\b", " single ranklist "),
    (r"\bfull[- ]time\b", " fulltime "),
    (r"\bpart[- ]time\b", " parttime "),
    (r"\bfirst[- ]author\b", " firstauthor "),
    (r"\bquality improvement\b|\bqi\b", " qi "),
    (r"\bpersonal statements?\b", " statement "),
    (r"\bweeks? (\d+)(?:-(\d+))?(?![\d+%-])", r" weekno\1to\2 "),
    (r"\b(?:do not|don'?t|did not|didn'?t|does not|doesn'?t) match\b|\b(?:go(?:es)?|going) unmatched\b", " unmatched "),
    (r"\bcan not\b", " cannot "),
    (r"\b(night|day) before\b", r" \1before "),
    (r"\bthank[- ]you (?:notes?|e-?mails?)\b", " thankyou email "),
    (r"\bred flags?\b", " redflag "),
    (r"\b20\d\d\b", " calendaryear "),
    (r"\b(?:non-?\s?us(?:[ -]citizen)?|us(?:[ -]citizen)?) imgs?\b|\bimgs?\b|\bfmgs?\b|\bus mds?\b|\bmds?\b", " "),
    (r"\bmed(?:ical)? school\b", " school "),
    (r"\bpersonal(?:ly)? know\b", " know "),
)
"""Names, some of them with a number that counts nothing, and the one word that stands for each."""

SAME = (
    "away aways audition auditions",
    "rotation rotations",
    "letter letters lor lors recommendation recommendations recs",
    "fail failed failing failure failures flunk flunked bomb bombed",
    "paper papers manuscript manuscripts publication publications pub pubs article articles",
    "product products item items scholarly",
    "apply applying application applications",
    "start begin starting beginning",
    "finish complete completed done",
    "hard harder difficult challenging tough",
    "common usual typical rational",
    "question questions qs",
    "attending attendings faculty",
    "strong stronger great stellar outstanding excellent reputable",
    "low lower lowest weak weaker",
    "reject rejected rejection disqualify disqualifies disqualified",
    "chance chances odds shot",
    "interview interviews interviewing",
    "exam exams test tests board boards",
    "study studying prep prepare preparation preparing",
    "attempt attempts tries",
    "ranklist rank ranking ranked",
    "single one same",
    "sleep sleeping",
    "concise brief short succinct",
    "career careers",
    "director directors pd pds",
    "program programs programme residency residencies",
    "score scores scoring scored",
    "nbme nbmes",
    "anki flashcards flashcard",
    "day days daily",
    "week weeks weekly",
    "writer writers",
    "multiple several",
    "primary main primarily",
    "metric measure number",
    "average mediocre",
    "journal journals",
    "page pages",
    "delay delaying postpone postponing push",
    "widely broadly wide broad range",
    "rush rushing",
    "cram cramming",
    "signal signals",
    "mention address discuss",
    "exaggerate exaggerating overstate",
    "skill skills",
    "optional",
    "wait waiting",
    "backup",
    "dedicated",
    "big major",
    "new",
    "elective electives",
    "observership observerships",
    "poster posters",
    "abstract abstracts",
    "resource resources",
    "matter matters important importance count counts relevant",
    "filter filters screen screening cutoff cutoffs",
    "honors honor honours",
    "research",
    "mode",
    "special specific",
    "powerful valuable",
    "performance",
    "secondary second",
    "ideal ideally",
    "independent",
    "time timing",
    "comfortable comfy",
    "keep maintain",
    "target goal",
    "derm dermatology",
    "ortho orthopedic orthopedics",
    "anesthesia anesthesiology",
)
"""Words that are taken for one another, a meaning a line; the first names it."""

GENERIC = frozenset(
    (
        "ir match matched matching do doe did done get got give take taken use used go going want really just "
        "like thing people student applicant candidate person someone anyone member actually basically pretty lot "
        "kind way also even still too very much more most less than then as well make sure try plan aim shoot "
        "need should must have has had can could will would may might be is are was were it its you your u ur "
        "they them their there this that these those here when where while during before after because since so "
        "if for from with without w of on in at to by up out about around into per each every any some all only "
        "always never ever no not nor neither none im ive a an the and or but what which who whom whose how one "
        "ones yes yeah tbh imo ngl lol fyi btw know think day week month year hour minute hr min point percent "
        "program ideal best better good fine ok okay literally gonna wanna gotta case career theyr theyre youre "
        "nowaday anymore old s t re ve ll d m don isn doesn whole total time stuff place long quite right am pm "
        "normal usually typically generally often mostly small mean means last two three four five six seven "
        "eight nine ten twelve idea tell say said tells above below under over between worse many bunch beat "
        "outweigh trump several lots see look level become came come us least atleast max nice enough sufficient "
        "possible impossible"
    ).split()
)
"""Words that say little of what a text is about."""

STANCES = {
    "need": (
        r"must|need(?:s|ed)?|have to|has to|gotta|requires?|required|requirement|mandatory|essential|necessary"
        r"|compulsory|non-negotiable",
        r"optional|unnecessary|voluntary",
    ),
    "ought": (
        r"should(?! (?:be )?(?:avoid|skip))|ought|recommended|advised|worth|make sure|prioriti[sz]e|aim"
        r"|(?:fine|ok|okay|free|good) to",
        r"avoid(?:ing|ed)?(?!:)|skip(?:ped)?|steer clear|bad idea|mistake|cautious|waste",
    ),
    "open": (
        r"possible|realistic|viable|clear path|option|competitive\w*|well established"
        r"|(?:is|are) rational|can(?!'t)",
        r"can't|cant|cannot|no (?:chance|way|shot|hope)|impossible|out of reach|over for|game over"
        r"|(?:is|its|it's) over|doomed|dead|disqualif\w+|hopeless|unrealistic|irrational"
        r"|auto(?:matic(?:ally)?)?[- ]?reject\w*|rejected|ends?",
    ),
    "matter": (
        r"matters?|important|relevant|counts?|crucial|pivotal|highly relevant|center stage|weigh|care",
        r"irrelevant|useless|pointless|worthless|meaningless",
    ),
    "effect": (
        r"helps?|helpful|strengthens?|boosts?|raises?|improves?|offsets?|compensates?|makes? up|overshadow\w*|powerful",
        r"hurts?|harms?|damages?|concerning|redflag|weakness|dilutes?|worse|backfires?|ruins?",
    ),
    "enough": (r"enough|sufficient|suffices?|(?:fine|ok|okay)(?! to)|plenty", r"insufficient|too few|lacking"),
    "length": (r"lengthy|detailed|elaborate", r"brief|briefly|concise|succinct|succinctly|short"),
    "when": (r"early|earlier|as soon as|right away|immediately|soon", r"late|later|last[- ]minute"),
    "width": (r"widely|broadly|broad|wide|large", r"narrow|narrowly|selective|handful"),
    "whole": (
        r"only thing|everything|all that matters|the whole (?:story|thing|picture)",
        r"one part|one piece|only one part|a part",
    ),
    "alone": (r"only|merely|solely|exclusively|(?<=not )just|(?<=don't )just|(?<=dont )just", r"in addition"),
    "load": (r"fulltime", r"parttime"),
    "same": (r"same|single|together", r"separate|separately|different"),
}
"""How something stands, by what it is about: words that affirm it, and words that deny it."""

NEGATORS = (
    r"not|never|no|nobody|none|nor|neither|without|cannot|cant|can't|dont|don't|doesnt|doesn't|didnt|didn't|isnt|isn't"
    r"|arent|aren't|wasnt|wasn't|wont|won't|shouldnt|shouldn't|couldnt|couldn't|wouldnt|wouldn't|neednt|needn't"
    r"|aint|ain't|false|untrue|myth|nothing"
)

SWEEPING = (
    r"always|every|everyone|everybody|all|never|nobody|no one|guarantee[sd]?|guaranteed|definitely|certainly|impossible"
    r"|automatic(?:ally)?|no chance|no way|zero|entirely|any|anyone|none|nothing|must|mandatory"
    r"|have to|has to|required"
)
"""Words that leave no exception, which a guide's hedged words do not bear out."""

DOMAIN = frozenset(
    (
        "ir dr integrated independent stepone steptwo stepthree usmle comlex leveltwo levelone exam score nbme "
        "uwsa uworld qbank anki pathoma amboss away rotation subi letter research paper product match program "
        "interview eras signal statement residency fellowship ranklist soap unmatched prelim visa clerkship "
        "elective observership aoa mspe director attending radiology apply img dedicated study fail passfail "
        "shadow mentor sir esir poster abstract honor grade attempt backup resume cv internship thankyou sleep "
        "question school retake freeset firstauthor brag sheet anatomy burnout call project case honors medicine "
        "surgery"
    ).split()
)
"""Meanings of which a claim about the Match or the exams holds one."""

COUNTED = (
    "away rotation subi letter program question qbank block pass paper product poster abstract project "
    "attending exam resource session attempt phase case card point percent page publication interview signal "
    "spot year month week day hour minute word dollar buck series textbook assessment section feature area "
    "route"
).split()
"""What is counted, by its meaning."""
