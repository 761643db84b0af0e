/**
 * What `--help` says in Russian, by its English words: summaries of commands and what options do. A test walks all commands
 * and finds none without.
 */
export const helpInRussian: Readonly<Record<string, string>> = {
  'the whole product on this machine: hub, one till and the cashier window with a demo chain':
    'всё на одной машине: сервер сети, одна касса и окно кассира с учебной сетью',
  'makes a chain: its database, its signing key, its first manager':
    'создаёт сеть: базу данных, ключ подписи, первого управляющего',
  'the central server of a chain': 'центральный сервер сети',
  'a one-time code that makes a machine a till of the chain':
    'одноразовый код, который делает машину кассой сети',
  'checks, signs and publishes a loyalty program to every till':
    'проверяет, подписывает и рассылает программу лояльности всем кассам',
  'lists published programs with the tills that have them: scheduled, active, superseded, ended, revoked':
    'опубликованные программы и сколько касс их получили: назначенные, действующая, прежние, закончившиеся, отозванные',
  'earliest version of a till that may use it, such as 0.2.0':
    'самая ранняя версия кассы, которая может её применять, например 0.2.0',
  'receipts of one till that may use a promotion, such as summer-10=50,bread=200':
    'сколько чеков одной кассы могут применить акцию, например summer-10=50,bread=200',
  'checks a program and keeps it until a second person approves it':
    'проверяет программу и хранит её, пока её не утвердит второй человек',
  'lists programs that wait for approval': 'программы, которые ждут утверждения',
  'approves a program of another person: it is signed and published':
    'утверждает программу другого человека: она подписывается и рассылается',
  'takes a program that waits for approval away': 'убирает программу, которая ждёт утверждения',
  'when every till goes back to the program before it': 'когда все кассы вернутся к прежней программе',
  'canary stores, such as s1,s2: only their tills get it':
    'пробные магазины, например s1,s2: программу получат только их кассы',
  'whether a program is published only after another person approved it: on or off':
    'публиковать ли программу только после утверждения другим человеком: on или off',
  'whether every promotion must end and have a limit of uses: on or off':
    'обязательны ли у каждой акции конец и предел применений: on или off',
  'hours without the hub after which a till keeps only the safe part of its program; "none"':
    'сколько часов без сервера касса применяет программу целиком, а не только безопасную часть; "none"',
  'PEM file with the certificate and its chain: serves HTTPS':
    'файл PEM с сертификатом и его цепочкой: сервер отвечает по HTTPS',
  'PEM file with the private key of the certificate': 'файл PEM с закрытым ключом сертификата',
  'asks a till to write more or less into its log: debug, info, warn, error; usual ends that':
    'просит кассу писать в журнал подробнее или короче: debug, info, warn, error; usual отменяет',
  'takes a scheduled or active program back: the one before it is published again, at once':
    'отзывает назначенную или действующую программу: сразу снова публикуется прежняя',
  'publishes the program of an earlier pack again, under the next number':
    'снова публикует программу прежнего выпуска под следующим номером',
  'shows the settings of the chain, or changes those that are named':
    'показывает настройки сети или меняет названные',
  'lists the tills: version, operations delivered, quarantine, when last heard':
    'кассы: версия, доставленные операции, карантин, когда были на связи',
  'shuts out a stolen or lost till: its key opens nothing any more':
    'закрывает доступ украденной или потерянной кассе: её ключ больше ничего не открывает',
  'shows how much could be overspent right now, and the points set aside for tills':
    'сколько сейчас может быть перерасходовано и сколько баллов отложено для касс',
  'gives members back what was set aside for a till that will never come back':
    'возвращает участникам отложенное для кассы, которая уже не вернётся',
  'lists members who may spend points only while the hub answers, or changes the list':
    'участники, которым можно тратить баллы только при связи с сервером; или меняет этот список',
  'lists coupons that were used twice or though void, or shows one with its sales':
    'купоны, использованные дважды или после отмены; или один купон с его продажами',
  'lists cashiers and managers, and who has a PIN': 'кассиры и управляющие и у кого есть ПИН-код',
  'adds a cashier or manager to the staff list of every till, or changes one':
    'добавляет кассира или управляющего в список всех касс или меняет запись',
  'takes a person and the PIN off the staff list of every till':
    'убирает человека и его ПИН-код из списка всех касс',
  'makes tills forget wrong tries of a PIN': 'кассы забывают неверные попытки ввода ПИН-кода',
  'lists what tills asked a manager for, refused or noticed, newest first':
    'о чём кассы спрашивали управляющего, в чём отказали и что заметили, сначала новое',
  'lists who may call the hub, by name and role': 'кому можно обращаться к серверу: имя и роль',
  'makes a token for a person or a program; it is shown once':
    'создаёт ключ доступа для человека или программы; он показывается один раз',
  'ends a token at once': 'сразу прекращает действие ключа доступа',
  'loads members from CSV: id, phone, cards, firstName, birthday, tier, spend, points:WALLET …':
    'загружает участников из CSV: id, phone, cards, firstName, birthday, tier, spend, points:СЧЁТ …',
  'loads goods from CSV: sku, barcodes, name, category, brand, tags, price, vat, minPrice, flags, weighed':
    'загружает товары из CSV: sku, barcodes, name, category, brand, tags, price, vat, minPrice, flags, weighed',
  'forgets a member for good, at the hub and at every till; bookings stay under the id alone':
    'навсегда забывает участника на сервере и на всех кассах; проводки остаются только под номером',
  'lists erased members and the tills that still have to forget them':
    'удалённые участники и кассы, которым ещё предстоит их забыть',
  'copies a chain, its keys included, into a new folder while the hub runs':
    'копирует сеть вместе с ключами в новую папку, не останавливая сервер',
  'makes a hub folder out of a backup; tills deliver again what it lacks':
    'делает папку сервера из копии; чего в ней нет, кассы пришлют снова',
  'after an older copy of the PostgreSQL database was put back; tills deliver again what it lacks':
    'после возврата более старой копии базы PostgreSQL; чего в ней нет, кассы пришлют снова',
  'one till agent: the POS API and the cashier window':
    'одна касса: программный доступ для кассовой программы и окно кассира',
  'gives a stopped till another id or a new key; its data stay, what was not delivered goes along':
    'даёт остановленной кассе другой номер или новый ключ; данные остаются, недоставленное уходит с ними',
  'lists scanners, card readers and printers of this machine and proposes a config':
    'находит сканеры, считыватели карт и принтеры этой машины и предлагает настройки',
  'asks every device of the running till how it is now, and says what to do':
    'спрашивает каждое устройство работающей кассы, как оно, и говорит, что делать',
  'opens the cash drawer of the running till without a sale':
    'открывает денежный ящик работающей кассы без продажи',
  'port of the POS API of the running till': 'порт программного доступа работающей кассы',
  "id of the manager who allows it, where the chain's managers have PINs":
    'номер управляющего, который это разрешает, если у управляющих сети есть ПИН-коды',
  "the manager's PIN (or KOPILKA_PIN in the environment)":
    'ПИН-код управляющего (или KOPILKA_PIN в окружении)',
  'tries the devices of a config: health, a printed page, scans':
    'проверяет устройства из настроек: исправность, печать, сканирование',
  "learns a recogniser rule from three scans of the chain's own cards":
    'выводит правило распознавания по трём картам сети',
  'ready loyalty programs to start from: the list, or one as a program document':
    'готовые программы лояльности для начала: список или одна из них целиком',
  'what the engine says of receipts: one quote a line, the same bytes a till would give':
    'что скажет о чеках расчёт: один ответ в строке, до байта как на кассе',
  'what a return gives back, by its exact share and with the rest quoted anew':
    'что вернёт возврат: по точной доле и с пересчётом остатка',
  'a program over stored receipts: what it costs, who gains, what each promotion does':
    'программа на сохранённых чеках: во что обойдётся, кому выгодна, что делает каждая акция',
  "says a till's rung and checks its data: pages, journal chain, ledger sums, stored answers; mends them with --repair":
    'называет ступень кассы и проверяет её данные: страницы, цепочку журнала, суммы счетов, сохранённые ответы; с --repair исправляет',
  'port of the POS API of the running till, asked for its rung':
    'порт программного доступа работающей кассы, у которой спросить её ступень',
  'lists receipts that the hub, quoting them again, finds otherwise than their till':
    'чеки, которые сервер при пересчёте находит не такими, как их касса',
  'how many, the newest first': 'сколько, сначала новые',
  'only those found before this instant': 'только найденные до этого момента',
  'show this help': 'показать эту справку',
  'answer as JSON for programs': 'ответ в JSON, для программ',
  "language of what is told: ru or en (the machine's own when left out)":
    'язык ответов: ru или en (если не указан – язык машины)',
  "proposes that two members are one person: what is SOURCE's becomes TARGET's when another approves":
    'предлагает считать двух участников одним человеком: что было у SOURCE, перейдёт к TARGET, когда это одобрит другой',
  'lists members that became one, and those that wait for a second person':
    'объединённые участники и те, кто ждёт второго человека',
  'merges two members as another person proposed; this cannot be undone':
    'объединяет двух участников по предложению другого человека; отменить это нельзя',
  'takes a proposal back': 'отзывает предложение',
  'name of the rule': 'имя правила',
  "the till's config file": 'файл настроек кассы',
  'print a test page; exit code 1: not printed, 3: sent but not confirmed':
    'напечатать пробную страницу; код выхода 1: не напечатано, 3: отправлено, но не подтверждено',
  'print one line through each code page; the readable one has the number':
    'напечатать по строке в каждой кодовой странице; в той, что читается, стоит её номер',
  'listen to scanners for so long': 'сколько времени слушать сканеры',
  'owner, manager, integrator, cashier':
    'owner – владелец, manager – управляющий, integrator – внедрение, cashier – кассир',
  'database on a PostgreSQL server, for many hub processes (also KOPILKA_POSTGRES)':
    'база на сервере PostgreSQL, для нескольких процессов сервера сети (также KOPILKA_POSTGRES)',
  'folder of the till': 'папка кассы',
  'mend what can be mended without loss; the till must be stopped':
    'исправить то, что можно исправить без потерь; касса должна быть остановлена',
  'with --repair: names in quarantine to offer to the hub again, by comma':
    'с --repair: что из карантина снова предложить серверу, через запятую',
  'with --repair: names in quarantine to drop for good, by comma':
    'с --repair: что из карантина выбросить навсегда, через запятую',
  'with --repair: do not ask': 'с --repair: не спрашивать',
  'how many lines': 'сколько строк',
  'only lines before this instant': 'только строки до этого момента',
  'folder of the hub': 'папка сервера',
  'folder to make; it must not exist yet': 'папка, которую создать; её ещё не должно быть',
  'address of the hub': 'адрес сервера',
  'manager token of "hub init" (or KOPILKA_TOKEN in the environment)':
    'ключ управляющего из "hub init" (или KOPILKA_TOKEN в окружении)',
  'store id; a new store is made': 'номер магазина; новый будет создан',
  'till id, unique in the chain; a new till is made': 'номер кассы, единственный в сети; новая будет создана',
  'name of the store as receipts show it': 'название магазина, как в чеках',
  'name of the till': 'название кассы',
  'do not ask first': 'не переспрашивать',
  'with PostgreSQL: hash partitions of the tables of members':
    'для PostgreSQL: на сколько частей делить таблицы участников',
  "the chain's name as customers read it": 'название сети для покупателей',
  'short id of the chain (default: made from the name)': 'короткое имя сети (по умолчанию – из названия)',
  'language of the tills: ru or en': 'язык касс: ru или en',
  'page behind the QR on the slip; {member} stands for the member':
    'страница за QR-кодом на слипе; вместо {member} ставится участник',
  'country of phone numbers without a code': 'страна телефонов без кода',
  'only leases of this till': 'только отложенное для этой кассы',
  'the dead till': 'касса, которой больше нет',
  'only what was set aside of this member': 'только отложенное у этого участника',
  'confirms that what the till may have spent of it is a loss':
    'подтверждает: что касса успела потратить из этого, считается потерей',
  'when every till switches, such as 2026-12-01T06:00:00+03:00 (default: now)':
    'когда переключатся все кассы, например 2026-12-01T06:00:00+03:00 (по умолчанию сейчас)',
  'makes the file with all members that new tills fetch, before many of them are set up':
    'готовит файл со всеми участниками, который забирают новые кассы: перед тем как подключать их много',
  'folder that "hub backup" made': 'папка, созданная командой "hub backup"',
  'folder to make for the hub; it must not exist yet':
    'папка сервера, которую создать; её ещё не должно быть',
  'folder of the hub, with its keys': 'папка сервера с его ключами',
  'when every till switches (default: now)': 'когда переключатся все кассы (по умолчанию сейчас)',
  'language of tills and slips: ru or en': 'язык касс и слипов: ru или en',
  'page behind the QR on the slip, {member} stands for the member; "none"':
    'страница за QR-кодом на слипе, вместо {member} ставится участник; "none" – без неё',
  'page behind the QR on every slip for a word from the customer; {purchase}, {store}; "none"':
    'страница для отзыва за QR-кодом на каждом слипе; {purchase}, {store}; "none" – без неё',
  'page behind the QR on the slip of a guest, to join; {purchase}, {store}; "none"':
    'страница вступления за QR-кодом на слипе гостя; {purchase}, {store}; "none" – без неё',
  'most points of a member that one till lets go without the hub; 0: none':
    'сколько баллов участника одна касса спишет без сервера; 0 – нисколько',
  'most percent of the last known balance': 'сколько процентов последнего известного остатка',
  'hours without the hub after which no points are spent':
    'через сколько часов без сервера баллы больше не списываются',
  'oldest balance that may be spent from, in hours': 'какой давности остатком ещё можно платить, в часах',
  "whether the tills of a store share these points over the store's own network: on or off":
    'делят ли кассы магазина эти баллы по сети магазина: on – да, off – нет',
  'most points of all members together that one till lets go between two contacts':
    'сколько баллов всех участников вместе касса спишет между двумя связями с сервером',
  'JSON file with other limits for single wallets; "none"':
    'файл JSON с другими пределами для отдельных счетов; "none" – без него',
  'whether a till that hears the hub spends only what the hub has set aside for it: on or off':
    'тратит ли касса на связи только отложенное для неё сервером: on – да, off – нет',
  'percent of a balance that stays with the till after the visit':
    'сколько процентов остатка держит касса после покупки',
  'for how long it stays': 'как долго держит',
  'JSON file with the rules of cards and codes; "none" for the built-in ones':
    'файл JSON с правилами карт и кодов; "none" – встроенные',
  "a cashier's own card at the own till: refuse, pin or allow":
    'своя карта кассира на своей кассе: refuse – запретить, pin – по ПИН-коду, allow – разрешить',
  'receipts of one card an hour without a PIN; 0: any number':
    'сколько чеков одной карты в час без ПИН-кода; 0 – сколько угодно',
  'value from which a return needs a PIN, minor units; "none"':
    'с какой суммы возврат требует ПИН-код, в копейках; "none" – никогда',
  'different cards and phones a till may ask for a minute':
    'сколько разных карт и телефонов касса может запросить за минуту',
  'unknown cards and phones a minute that go to the audit log':
    'со скольких незнакомых карт и телефонов за минуту – запись в журнал проверки',
  'what the cash register calls this person': 'как этого человека называет кассовая программа',
  'name that tills show': 'имя, которое показывают кассы',
  'cashier or manager': 'cashier – кассир или manager – управляющий',
  'digits, 6 or more for a manager (or KOPILKA_PIN in the environment); the present one stays without':
    'цифры, у управляющего не меньше 6 (или KOPILKA_PIN в окружении); если не указан, остаётся прежний',
  "the person's own member id": 'номер этого человека как участника',
  "the person's own loyalty card": 'собственная карта лояльности этого человека',
  'puts a member on the list': 'вносит участника в список',
  'takes a member off; earlier overdrafts are forgotten': 'убирает участника; прежние перерасходы забываются',
  'whom it is for, such as anna or webshop': 'для кого, например anna или webshop',
  'folder of the hub, made by "hub init"': 'папка сервера, созданная командой "hub init"',
  'port to serve on; 0 takes a free one': 'порт сервера; 0 – любой свободный',
  'address to serve on; 0.0.0.0 lets other machines in': 'адрес сервера; 0.0.0.0 впускает другие машины',
  'encoding of the file, such as windows-1251': 'кодировка файла, например windows-1251',
  'where refused rows go (default FILE.refused.csv)':
    'куда сложить отвергнутые строки (по умолчанию FILE.refused.csv)',
  'the program document': 'документ программы',
  'the member; without it a guest buys': 'участник; без него покупает гость',
  'offline, allowance, coupons, explain': 'связь, предел списания, купоны, объяснения',
  'print each quote in words instead: ru or en': 'рассказать о каждом чеке словами: ru или en',
  'files that hold program, member, receipt and context': 'файлы с program, member, receipt и context',
  'value from which the chain asks for a PIN, minor units; "none" where no manager has one':
    'с какой суммы сеть требует ПИН-код, в копейках; "none" – если ни у кого его нет',
  'NDJSON, a line each: a receipt, or {"receipt", "member", "context"}; members are taken as given, nothing is carried from receipt to receipt':
    'NDJSON, в строке чек или {"receipt", "member", "context"}; участники берутся как есть, от чека к чеку ничего не переходит',
  'a second program, to show what it would change': 'вторая программа: показать, что она изменит',
  'where to list the lines that could not be used, as NDJSON': 'куда записать негодные строки, в NDJSON',
  'threads; as many as the machine has cores when left out': 'число потоков; если не указано – по числу ядер',
  'where everything is kept (or KOPILKA_DATA)': 'где всё хранить (или KOPILKA_DATA)',
  'port of the hub': 'порт сервера',
  'port of the POS API': 'порт для кассовой программы',
  'port of the cashier window': 'порт окна кассира',
  "language of a new demo chain: ru or en (default: this machine's)":
    'язык новой учебной сети: ru или en (по умолчанию язык машины)',
  'do not open a window or browser': 'не открывать окно или браузер',
  'one-time code of "hub enrol-code" (or KOPILKA_ENROL)':
    'одноразовый код из "hub enrol-code" (или KOPILKA_ENROL)',
  "the chain's hub (default: as before)": 'сервер сети (по умолчанию прежний)',
  "the chain's hub, needed at the first start": 'сервер сети, нужен при первом запуске',
  'one-time code of "hub enrol-code", for the first start (or KOPILKA_ENROL)':
    'одноразовый код из "hub enrol-code" для первого запуска (или KOPILKA_ENROL)',
  'devices and printing (default DIR/config.json)': 'устройства и печать (по умолчанию DIR/config.json)',
  'no window: the POS API only': 'без окна, только программный доступ',
};
