"""Section 3: work."""

from luoshi.figures import Behaviour, Figure, Rate
from luoshi.query import Distinct, Happens, HasRecord, Holds, Is, IsIn, Rows, Total
from luoshi_linyi.programmes.conditions import all_of

_NEW_JOB = all_of(IsIn("change", ("first_job", "reemployment", "retirement", "death")), Is("urban", True))
_PLACED = all_of(Is("change", "reemployment"), HasRecord("hard_to_place", "person", Is("status", "recognised")))
_LEFT_WITHOUT_JOB = Is("left_without_job", True)
_FINISHED = Happens("finished_on")
_STARTUP_LOAN = all_of(Is("product", "startup_guaranteed"), Is("status", "disbursed"), Is("new", True))
_ISSUED = Happens("issued_on")

FIGURES = (
    Figure(
        id="jobs.new_urban",
        section=3,
        programme="urban_jobs",
        name_zh="城镇新增就业",
        name_en="new urban jobs",
        unit="person",
        behaviour=Behaviour.FLOW,
        expression=Total("job_changes", "persons", Happens("happened_on"), _NEW_JOB),
        scope_zh=(
            "报告期内城镇单位、个体、灵活就业等新就业人数（首次就业和再就业），减去退休、死亡等自然减员；单位间调动不计"
        ),
        scope_en=(
            "persons who began to work in towns in the period (first jobs and re-employment), less "
            "natural attrition (retirement, death); moves between employers do not count"
        ),
        milestone="none",
        owner="市人力资源社会保障局",
        basis="劳社部发〔2004〕9号 (sourced): hires less natural attrition, transfers left out",
        words=(
            "城镇新增就业",
            "新增城镇就业",
            "城镇新增就业人数",
            "新增就业岗位",
            "new urban jobs",
            "new jobs created in towns",
        ),
    ),
    Figure(
        id="jobs.unemployment",
        section=3,
        programme="urban_jobs",
        name_zh="期末城镇登记失业率",
        name_en="registered urban unemployment rate at the end of the period",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=Rate(
            Rows("unemployment", Holds("registered_on", "ended_on"), Is("urban", True)),
            Total("population_bases", "persons", Holds("valid_from", "replaced_on"), Is("group", "urban_labour_force")),
        ),
        scope_zh="期末实有城镇登记失业人数占城镇从业人员与登记失业人员之和的比例；不是调查失业率",
        scope_en=(
            "registered urban unemployed at the period's end over the urban labour force (employed "
            "and registered unemployed); not the surveyed rate"
        ),
        milestone="none",
        owner="市人力资源社会保障局",
        basis=(
            "《就业促进法》；山东省就业促进条例第三十九条 (sourced); labour force as the base of the "
            "rate (assumed to be handed in by the statistics office)"
        ),
        words=(
            "城镇登记失业率",
            "期末城镇登记失业率",
            "登记失业率",
            "registered urban unemployment rate",
        ),
    ),
    Figure(
        id="jobs.reemployed",
        section=3,
        programme="urban_jobs",
        name_zh="就业困难人员再就业",
        name_en="hard-to-place persons re-employed",
        unit="person",
        behaviour=Behaviour.FLOW,
        expression=Distinct("job_changes", "person", Happens("happened_on"), _PLACED),
        scope_zh="报告期内重新就业且经认定为就业困难的人员，一人计一次",
        scope_en="persons recognised as hard to place who found work again in the period, each once",
        milestone="none",
        owner="市人力资源社会保障局",
        basis="山东省就业促进条例第四十二条 (sourced); one count a person (assumed)",
        words=(
            "就业困难人员实现再就业",
            "就业困难人员再就业",
            "困难人员就业",
            "帮扶就业困难人员",
            "hard-to-place persons re-employed",
        ),
    ),
    Figure(
        id="jobs.graduates_rate",
        section=3,
        programme="graduates",
        name_zh="离校未就业高校毕业生总体就业率",
        name_en="employment rate of graduates who left university without a job",
        unit="ratio",
        behaviour=Behaviour.LEVEL,
        expression=Rate(
            Rows("graduates", Holds("employed_on", "ended_on"), _LEFT_WITHOUT_JOB),
            Rows("graduates", Holds("registered_on", "ended_on"), _LEFT_WITHOUT_JOB),
        ),
        scope_zh="期末实名登记的离校未就业高校毕业生中已就业的比例",
        scope_en=("share employed among the graduates registered by name as having left university without a job"),
        milestone="none",
        owner="市人力资源社会保障局",
        basis="山东省就业见习规定 (sourced); base of the rate is the register by name (assumed)",
        words=(
            "离校未就业高校毕业生",
            "高校毕业生总体就业率",
            "未就业毕业生就业率",
            "毕业生总体就业率",
            "employment rate of graduates",
        ),
    ),
    Figure(
        id="jobs.internships",
        section=3,
        programme="graduates",
        name_zh="参加就业见习人数",
        name_en="internships taken",
        unit="person",
        behaviour=Behaviour.FLOW,
        expression=Distinct(
            "internships",
            "person",
            Happens("started_on"),
            all_of(Is("status", "taken_up"), Is("recognised_host", True)),
        ),
        scope_zh="报告期内在认定的见习基地开始就业见习的人，一人计一次；取消的不计",
        scope_en=(
            "persons who began an internship at a recognised host in the period, each once; cancelled ones do not count"
        ),
        milestone="none",
        owner="市人力资源社会保障局",
        basis="山东省就业见习规定 (sourced); base of the rate is the register by name (assumed)",
        words=(
            "参加见习",
            "就业见习",
            "参加就业见习人数",
            "见习人员",
            "internships",
        ),
    ),
    Figure(
        id="training.attendances",
        section=3,
        programme="skills_training",
        name_zh="职业技能培训人次",
        name_en="vocational training attendances",
        unit="attendance",
        behaviour=Behaviour.FLOW,
        expression=Rows(
            "training_attendances", _FINISHED, all_of(IsIn("field", ("vocational", "startup")), Is("completed", True))
        ),
        scope_zh="报告期内结业的职业技能培训人次，含创业培训；一人参加两班计两次",
        scope_en=(
            "completed attendances of vocational courses in the period, start-up courses included; a "
            "person in two courses counts twice"
        ),
        milestone="completed (结业)",
        owner="市人力资源社会保障局",
        basis=(
            "山东省就业促进条例第五十二至五十五条；鲁人社字〔2022〕72号 (sourced); 人次 as completed courses (assumed)"
        ),
        words=(
            "职业技能培训",
            "开展职业技能培训",
            "技能培训人次",
            "累计开展职业技能培训",
            "vocational training attendances",
        ),
    ),
    Figure(
        id="training.startup_attendances",
        section=3,
        programme="skills_training",
        name_zh="其中创业培训人次",
        name_en="of which start-up training",
        unit="attendance",
        behaviour=Behaviour.FLOW,
        expression=Rows("training_attendances", _FINISHED, all_of(Is("field", "startup"), Is("completed", True))),
        scope_zh="其中报告期内结业的创业培训人次",
        scope_en="of which completed attendances of start-up courses",
        milestone="completed (结业)",
        owner="市人力资源社会保障局",
        basis=(
            "山东省就业促进条例第五十二至五十五条；鲁人社字〔2022〕72号 (sourced); 人次 as completed courses (assumed)"
        ),
        words=(
            "其中创业培训",
            "创业培训",
            "创业培训人次",
            "开展创业培训",
            "start-up training",
        ),
        within="training.attendances",
    ),
    Figure(
        id="training.persons",
        section=3,
        programme="skills_training",
        name_zh="职业技能培训人数（去重）",
        name_en="persons trained, distinct",
        unit="person",
        behaviour=Behaviour.FLOW,
        expression=Distinct(
            "training_attendances",
            "person",
            _FINISHED,
            all_of(IsIn("field", ("vocational", "startup")), Is("completed", True)),
        ),
        scope_zh="报告期内至少结业一次的人，一人计一次",
        scope_en="persons with at least one completed course in the period, each once",
        milestone="completed (结业)",
        owner="市人力资源社会保障局",
        basis=(
            "山东省就业促进条例第五十二至五十五条；鲁人社字〔2022〕72号 (sourced); 人次 as completed courses (assumed)"
        ),
        words=(
            "培训去重人数",
            "职业技能培训实有人数",
            "参训人员不重复人数",
            "distinct persons trained",
        ),
        note="the persons behind the 人次 of training.attendances",
    ),
    Figure(
        id="loans.count",
        section=3,
        programme="startup_loans",
        name_zh="新发放创业担保贷款笔数",
        name_en="start-up loans issued",
        unit="loan",
        behaviour=Behaviour.FLOW,
        expression=Rows("loans", _ISSUED, _STARTUP_LOAN),
        scope_zh="报告期内新发放（已放款）的创业担保贷款笔数，展期、审批未放款的不计",
        scope_en=(
            "start-up guaranteed loans newly disbursed in the period; extensions and approvals "
            "without payment do not count"
        ),
        milestone="disbursed (发放)",
        owner="市人力资源社会保障局",
        basis=("山东省创业担保贷款规定（2021年12月）；就业促进条例第二十七条 (sourced); 笔 as disbursements (derived)"),
        words=(
            "新发放创业担保贷款",
            "创业担保贷款笔数",
            "发放创业担保贷款",
            "创业担保贷款",
            "start-up loans issued",
        ),
    ),
    Figure(
        id="loans.amount",
        section=3,
        programme="startup_loans",
        name_zh="新发放创业担保贷款金额",
        name_en="start-up loans issued (amount)",
        unit="yuan",
        behaviour=Behaviour.FLOW,
        expression=Total("loans", "amount", _ISSUED, _STARTUP_LOAN),
        scope_zh="报告期内新发放创业担保贷款的放款金额",
        scope_en="amount of the start-up guaranteed loans newly disbursed in the period",
        milestone="disbursed (发放)",
        owner="市人力资源社会保障局",
        basis=("山东省创业担保贷款规定（2021年12月）；就业促进条例第二十七条 (sourced); 笔 as disbursements (derived)"),
        words=(
            "新发放创业担保贷款金额",
            "创业担保贷款金额",
            "发放创业担保贷款",
            "贷款金额",
            "amount of start-up loans",
            "lent to people starting a business",
        ),
        scale=100,
    ),
    Figure(
        id="loans.founders",
        section=3,
        programme="startup_loans",
        name_zh="扶持创业人数",
        name_en="persons helped to start a business",
        unit="person",
        behaviour=Behaviour.FLOW,
        expression=Distinct("loans", "person", _ISSUED, _STARTUP_LOAN),
        scope_zh="报告期内得到新发放创业担保贷款的借款人，一人计一次",
        scope_en="borrowers of the start-up guaranteed loans newly disbursed in the period, each once",
        milestone="disbursed (发放)",
        owner="市人力资源社会保障局",
        basis=("山东省创业担保贷款规定（2021年12月）；就业促进条例第二十七条 (sourced); 笔 as disbursements (derived)"),
        words=(
            "扶持创业",
            "扶持创业人数",
            "支持创业人数",
            "贷款扶持创业",
            "persons helped to start a business",
        ),
    ),
    Figure(
        id="loans.jobs",
        section=3,
        programme="startup_loans",
        name_zh="带动就业人数",
        name_en="jobs created by the loans",
        unit="person",
        behaviour=Behaviour.FLOW,
        expression=Total(
            "loan_jobs",
            "jobs",
            Happens("checked_on"),
            all_of(Is("verified", True), HasRecord("loans", "loan", _STARTUP_LOAN)),
        ),
        scope_zh="报告期内核实的、由新发放创业担保贷款带动的就业人数",
        scope_en=("jobs brought about by newly disbursed start-up guaranteed loans, as found true in the period"),
        milestone="verified (核实)",
        owner="市人力资源社会保障局",
        basis="山东省创业担保贷款规定 (sourced); counted when the check found them true (assumed)",
        words=(
            "带动就业",
            "带动就业人数",
            "贷款带动就业",
            "创业带动就业",
            "jobs created by the loans",
        ),
    ),
)
