using Pawl.Runs.Model;

namespace Pawl.Runs.Specs;

/// <summary>The keys every run accepts, whatever its workload. Beside them every spec has <c>workload</c>, <c>profile</c> and <c>profiles</c>.</summary>
public static class SharedSpecKeys
{
    public static IReadOnlyList<SpecKey> All { get; } =
    [
        new("name", SpecKind.Text, null, "A name for people; shown in lists. Need not be unique.") { IsEssential = true },
        new(
            "tags",
            SpecKind.TextList,
            Array.Empty<string>(),
            "Words that mark runs which belong together, such as nightly; lists filter by them."
        )
        {
            ItemPattern = RunTag.Pattern,
            ItemExpected = $"each 1 to {RunTag.MaximumLength} letters, digits or - _ . : /",
            MaximumItems = RunTag.MaximumCount,
            Synonyms = ["tag", "labels"],
        },
        new(
            "threads",
            SpecKind.Integer,
            0L,
            "Compute threads of the host; 0 means its even share of the worker's, which are one per core. Never more than that share. Results do not depend on it."
        )
        {
            Minimum = 0,
            Maximum = 1024,
        },
        new("timeout", SpecKind.Duration, null, "Longest time one attempt may run. Not set: no limit.")
        {
            IsEssential = true,
            Minimum = 0,
            MinimumExclusive = true,
        },
        new(
            "grace",
            SpecKind.Duration,
            TimeSpan.FromSeconds(10),
            "Time to finish and checkpoint after cancel or timeout before the process tree is killed."
        )
        {
            Minimum = 0,
            Maximum = 3600,
        },
        new(
            "silence",
            SpecKind.Duration,
            TimeSpan.FromSeconds(60),
            "An attempt whose host sends no frame for this long is failed. Hosts repeat their progress every tenth of it."
        )
        {
            Minimum = 1,
            Maximum = 86400,
        },
        new(
            "retry.attempts",
            SpecKind.Integer,
            3L,
            "Most attempts that may end in a retryable error; interruptions by a crash do not count."
        )
        {
            Minimum = 1,
            Maximum = 1000,
        },
        new("retry.backoff", SpecKind.Duration, TimeSpan.FromSeconds(1), "Wait before the second attempt; doubles each time.")
        {
            Minimum = 0,
            Maximum = 3600,
        },
        new("retry.maximum_backoff", SpecKind.Duration, TimeSpan.FromSeconds(60), "Longest wait between two attempts.")
        {
            Minimum = 0,
            Maximum = 86400,
        },
        new(
            "retry.jitter",
            SpecKind.Number,
            0.3,
            "Each wait is multiplied by 1 ± a uniform draw of this size, so that many runs do not retry together."
        )
        {
            Minimum = 0,
            Maximum = 0.9,
        },
        new("retry.deadline", SpecKind.Duration, null, "No retry starts once the run is older than this. Not set: no limit.")
        {
            Minimum = 0,
        },
        new(
            "retry.interruptions",
            SpecKind.Integer,
            20L,
            "Interruptions in a row without a new checkpoint after which the run is failed, so that a run that kills its worker stops."
        )
        {
            Minimum = 1,
            Maximum = 10000,
        },
    ];
}
