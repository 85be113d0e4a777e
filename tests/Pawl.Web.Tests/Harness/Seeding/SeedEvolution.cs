using System.Globalization;
using System.Text.Json;
using Pawl.Evolutions.Engine;
using Pawl.Evolutions.Output;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Store;
using Pawl.Llm.Calls;
using Pawl.Llm.Ledger;
using Pawl.Llm.Prices;
using Pawl.Llm.Queue;
using Pawl.Runs;
using Pawl.Runs.Durability;

namespace Pawl.Web.Tests.Harness.Seeding;

/// <summary>
/// Leaves in a run's folder what the host of an <c>evolve</c> run leaves, by the classes it writes with: some services done, one failed, one at
/// work, others pending; calls from a model and from the cache, retried ones, one of unknown outcome; findings.
/// </summary>
internal static class SeedEvolution
{
    /// <summary>A service whose name and id would be a script.</summary>
    public const string Hostile = "\"><script>document.title='owned'</script>";

    private const string Model = "gpt-5-mini";

    private static readonly string[] Plateaus = ["Foundational", "Enhanced", "Autonomous", "Outcome-Driven", "Transformative"];

    private static readonly Role[] Roles =
    [
        new("readers", "Readers", "People who borrow and read."),
        new("librarians", "Librarians", "People who run the desks and the collection."),
        new("planners", "Planners", "People who decide what the library becomes."),
    ];

    private static readonly (string Field, string[] Items)[] Sets =
    [
        ("applications", ["Lending desk", "Catalogue search", "Membership register", "Room booking"]),
        ("information", ["Loan records", "Title records", "Visitor counts"]),
        ("technologies", ["Message broker", "Identity provider", "Search index"]),
    ];

    private static readonly ModelPrice Price = PriceList.Shipped.Of(Model)!;

    /// <value>In the order of the input: <c>S1</c> is done, <c>S7</c> failed, <c>S8</c> is at work, from <c>S9</c> on they are pending.</value>
    public static IReadOnlyList<(string Id, string Name)> Services { get; } =
    [
        ("S1", "Lend books"),
        ("S2", "Reserve reading rooms"),
        ("S3", "Answer questions at the desk"),
        ("S4", "Loans between libraries of the region, with everything that belongs to them on both sides of the border"),
        (Hostile, Hostile),
        ("a/../b?c=d&e#f", "An id that is no path"),
        ("S7", "Digitise maps"),
        ("S8", "Teach children to read"),
        ("S9", "Lend instruments"),
        ("S10", "Archive newspapers"),
    ];

    public static string[] Stages { get; } =
    [
        "descriptions",
        .. Enumerable
            .Range(1, Plateaus.Length)
            .SelectMany(level => new[] { $"features/{level}" }.Concat(Sets.Select(set => $"mapping/{level}/{set.Field}"))),
    ];

    public static async Task FillAsync(string dataRoot, string runId, TimeProvider time)
    {
        var folder = RunFolder.Of(dataRoot, runId);
        await using var store = EvolutionStore.Open(EvolutionFile.Of(folder), time);
        await using var ledger = CallLedger.Open(EvolutionFile.CallsOf(folder), time);
        await store.SetFactAsync(EvolutionFacts.Stages, string.Join(' ', Stages));
        await store.SetAsideAsync([
            new QuarantineItem(
                QuarantineKind.JsonParseError,
                "line 4",
                "input",
                "expected JSON, got '<script>'",
                "<script>document.title='owned'</script>"
            ),
        ]);
        await store.AddServicesAsync(Services.Select((service, ordinal) => new NewService(ordinal, service.Id, service.Name)));
        foreach (var (service, ordinal) in Services.Take(6).Select((service, ordinal) => (service, ordinal)))
        {
            await store.BeginAsync(ordinal);
            await CallAsync(ledger, service.Id, Stages, isCached: ordinal == 1);
            await store.FinishAsync(
                ordinal,
                EvolutionLine.Write(Evolution(service.Id, service.Name)),
                ordinal == 0 ? Findings(service.Id) : []
            );
        }

        await store.BeginAsync(6);
        await CallAsync(ledger, "S7", Stages[..6], isCached: false);
        await TryAsync(ledger, "S7", Stages[6], Failure(CallFailureKind.Server, 503, isUnknown: false), times: 6);
        await store.FailAsync(6, Stages[6], FailureKinds.CallFailed, "The provider answered 503 to all 6 tries (request req_503).", []);
        await store.BeginAsync(7);
        await CallAsync(ledger, "S8", Stages[..3], isCached: false);
        await TryAsync(ledger, "S8", Stages[3], Failure(CallFailureKind.Timeout, null, isUnknown: true), times: 1);
        await ledger.Record(Call("S8", Stages[3]), Key("S8", Stages[3]), Price).IntendAsync(CancellationToken.None);
        Status(folder, time.GetUtcNow(), "calls wait: breaker open: outage at https://llm.example.org/v1");
    }

    /// <summary>What the host writes each second.</summary>
    public static void Status(RunFolder folder, DateTimeOffset at, string? waiting) =>
        AtomicFile.WriteText(
            EvolutionFile.StatusOf(folder),
            JsonSerializer.Serialize(new QueueStatus(at, new CallQueueSnapshot(14, 6, 131, 124, 1, 16, 8), waiting))
        );

    public static async Task CallAsync(CallLedger ledger, string unit, IEnumerable<string> stages, bool isCached)
    {
        foreach (var stage in stages)
        {
            var answer = new ModelAnswer("{}", new TokenUsage(1840, 512, 420), Model, "stop", $"req_{unit.Length:00}{stage.Length:00}c81f");
            if (isCached)
            {
                await ledger.CachedAsync(new CallSlot(unit, stage), Key(unit, stage), answer);
                continue;
            }

            if (unit == "S3" && stage == "features/2")
            {
                await TryAsync(ledger, unit, stage, Failure(CallFailureKind.RateLimited, 429, isUnknown: false), times: 2);
            }

            var record = ledger.Record(Call(unit, stage), Key(unit, stage), Price);
            await record.AnsweredAsync(await record.IntendAsync(CancellationToken.None), answer);
        }
    }

    private static async Task TryAsync(CallLedger ledger, string unit, string stage, CallFailureException failure, int times)
    {
        for (var count = 0; count < times; count++)
        {
            var record = ledger.Record(Call(unit, stage), Key(unit, stage), Price);
            await record.FailedAsync(await record.IntendAsync(CancellationToken.None), failure);
        }
    }

    private static CallFailureException Failure(CallFailureKind kind, int? status, bool isUnknown) =>
        new(kind, status, null, status is null ? null : "req_503", isUnknown, $"{kind}");

    private static ModelCall Call(string unit, string stage) =>
        new(
            new CallSlot(unit, stage),
            Model,
            new Sampling(MaximumOutputTokens: 4000),
            "",
            [new CallMessage("user", $"{unit} {stage}")],
            null
        );

    private static string Key(string unit, string stage) => CallKey.Of(Call(unit, stage), "openai");

    private static QuarantineItem[] Findings(string service) =>
        [
            new(
                QuarantineKind.UnknownIds,
                service,
                "mapping/2/applications",
                "expected an item of 'applications', got 'APP99'",
                """{"item":"APP99"}"""
            ),
            new(
                QuarantineKind.FacetValidation,
                service,
                "mapping/3/information",
                "facet 'sensitivity' is 'secret'; expected one of public, internal, personal",
                """{"item":"I1","facets":{"sensitivity":"secret"}}"""
            ),
            new(
                QuarantineKind.JsonParseError,
                service,
                "mapping/4/technologies",
                "expected a JSON object, got text that ends in the middle",
                "<img src=x onerror=\"document.title='owned'\">"
                    + string.Concat(Enumerable.Repeat("{\"features\":[{\"feature_id\":\"", 400))
            ),
        ];

    private static ServiceEvolution Evolution(string id, string name) =>
        new(
            new ServiceMeta(
                ServiceMeta.CurrentVersion,
                new Dictionary<string, string>
                {
                    ["descriptions"] = Model,
                    ["features"] = Model,
                    ["mapping"] = Model,
                },
                [.. Sets.Select(set => set.Field)],
                Diagnostics: true,
                Seed: 7
            ),
            new ServiceInput(
                id,
                name,
                $"{name}, for everybody who lives in the city.",
                [new JobToBeDone("Get what I came for without waiting")],
                CustomerType: "public"
            ),
            [.. Plateaus.Select((plateau, index) => Plateau(index + 1, plateau))]
        );

    private static PlateauResult Plateau(int level, string plateau)
    {
        var features = Roles
            .SelectMany(
                (role, number) =>
                    Enumerable.Range(0, 2 + ((number + level) % 2)).Select(index => Feature(role, level, plateau, number + index))
            )
            .OrderBy(feature => feature.FeatureId, StringComparer.Ordinal)
            .ToList();
        var groups = Sets.ToDictionary(
            set => set.Field,
            set =>
                (IReadOnlyList<MappingFeatureGroup>)
                    [
                        .. features
                            .SelectMany(feature => feature.Mappings[set.Field].Select(contribution => (contribution.Item, feature)))
                            .GroupBy(pair => pair.Item)
                            .OrderBy(group => group.Key, StringComparer.Ordinal)
                            .Select(group => new MappingFeatureGroup(
                                group.Key,
                                set.Items[int.Parse(group.Key[1..], CultureInfo.InvariantCulture) - 1],
                                [.. group.Select(pair => new FeatureReference(pair.feature.FeatureId, pair.feature.Description))]
                            )),
                    ]
        );
        return new PlateauResult(
            level,
            plateau,
            $"At this plateau the service is {plateau.ToLowerInvariant()}: people get what they came for, and the library learns from what happened.",
            features,
            [
                .. Roles.Select(role => new PlateauRole(
                    role.RoleId,
                    role.Name,
                    role.Description,
                    [.. features.Where(feature => feature.CustomerType == role.RoleId)]
                )),
            ],
            groups
        );
    }

    private static PlateauFeature Feature(Role role, int level, string plateau, int number)
    {
        string[] names =
        [
            "Find out what is on the shelf",
            "Be told when it is there",
            "Take it along without queueing",
            "Say what was missing",
            "See what others need",
        ];
        var name = names[(number + level) % names.Length];
        var score = Math.Min(5, level + (number % 2));
        return new PlateauFeature(
            FeatureIds.Of(name, role.RoleId, plateau),
            name,
            $"{role.Name} can do this at any hour; a change shows within a minute.",
            new MaturityScore(score, MaturityScore.Labels[score - 1], "It is measured each week, and what is measured is acted upon."),
            role.RoleId,
            role
        )
        {
            Mappings = Sets.ToDictionary(
                set => set.Field,
                set =>
                    (IReadOnlyList<Contribution>)
                        [
                            .. Enumerable
                                .Range(0, (number + level + set.Field.Length) % 3)
                                .Select(index => ((number + (index * 2) + level) % set.Items.Length) + 1)
                                .Distinct()
                                .Order()
                                .Select(item => new Contribution(
                                    $"I{item}",
                                    new Dictionary<string, FacetValue>
                                    {
                                        ["exposure"] = FacetValue.Of("public"),
                                        ["owners"] = FacetValue.Of(2),
                                    },
                                    "It holds what this feature shows."
                                )),
                        ]
            ),
        };
    }
}
