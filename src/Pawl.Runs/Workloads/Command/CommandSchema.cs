using Pawl.Runs.Specs;

namespace Pawl.Runs.Workloads.Command;

/// <summary>The keys of workload <c>command</c>.</summary>
internal static class CommandSchema
{
    public const string Name = "command";
    public const string Arguments = "command.argv";
    public const string WorkingFolder = "command.working_folder";
    public const string Environment = "command.environment";
    public const string Artifacts = "command.artifacts";
    public const string SuccessCodes = "command.success_codes";
    public const string RetryOn = "command.retry_on";

    /// <summary>The word in <see cref="RetryOn"/> that stands for every code that is no success.</summary>
    public const string Any = "any";

    /// <summary>EX_TEMPFAIL of sysexits.h: "temporary failure, the user is invited to retry".</summary>
    private const string TemporaryFailure = "75";

    public static SpecSchema Schema { get; } =
        new(
            Name,
            [
                new(Arguments, SpecKind.TextList, null, "The program and its arguments, one item each. No shell reads them.")
                {
                    Required = true,
                    IsEssential = true,
                    Synonyms = ["argv", "args", "cmd", "run", "command.args", "command.command"],
                },
                new(
                    WorkingFolder,
                    SpecKind.Text,
                    null,
                    "Folder the program starts in; a relative one is taken from where the worker was started. Not set: that folder."
                )
                {
                    IsEssential = true,
                    Synonyms = ["cwd", "workdir", "working_directory", "working_dir"],
                },
                new(
                    Environment,
                    SpecKind.TextMap,
                    new Dictionary<string, string>(StringComparer.Ordinal),
                    "Environment variables, added to those of the worker."
                )
                {
                    IsEssential = true,
                    Synonyms = ["env"],
                },
                new(
                    Artifacts,
                    SpecKind.TextList,
                    Array.Empty<string>(),
                    "Patterns of files to keep, below the working folder: weights/best.pt, *.png, **/*.json. Copied when the program has ended."
                )
                {
                    IsEssential = true,
                    Synonyms = ["outputs"],
                },
                new(SuccessCodes, SpecKind.TextList, new[] { "0" }, "Exit codes, 0 to 255, that mean success."),
                new(
                    RetryOn,
                    SpecKind.TextList,
                    new[] { TemporaryFailure },
                    "Exit codes worth another attempt, or any. 75 is the customary code of a temporary failure; 128+N is death by signal N."
                ),
            ]
        );

    public static IEnumerable<SpecProblem> Check(ResolvedSpec spec)
    {
        if (spec.TextList(Arguments) is not [{ Length: > 0 }, ..])
        {
            yield return spec.Problem(Arguments, "a program and its arguments");
        }

        foreach (var pattern in spec.TextList(Artifacts))
        {
            if (Pawl.Runs.Artifacts.ArtifactGlob.Fault(pattern) is { } fault)
            {
                yield return new SpecProblem(
                    spec.Origin(Artifacts),
                    Artifacts,
                    "a pattern below the working folder, with forward slashes",
                    $"'{pattern}': {fault}"
                );
            }
        }

        foreach (var key in (string[])[SuccessCodes, RetryOn])
        {
            foreach (var code in spec.TextList(key).Where(code => !IsCode(code) && !(key == RetryOn && code == Any)))
            {
                var expected = key == RetryOn ? "exit codes from 0 to 255, or any" : "exit codes from 0 to 255";
                yield return new SpecProblem(spec.Origin(key), key, expected, $"'{code}'");
            }
        }

        foreach (var name in spec.TextMap(Environment).Keys.Where(name => name.Length == 0 || name.Contains('=') || name.Contains('\0')))
        {
            yield return new SpecProblem(spec.Origin(Environment), Environment, "names of variables without '='", $"'{name}'");
        }
    }

    public static bool IsSuccess(ResolvedSpec spec, int code) => spec.TextList(SuccessCodes).Contains($"{code}", StringComparer.Ordinal);

    public static bool IsRetryable(ResolvedSpec spec, int code)
    {
        var codes = spec.TextList(RetryOn);
        return codes.Contains(Any, StringComparer.Ordinal) || codes.Contains($"{code}", StringComparer.Ordinal);
    }

    private static bool IsCode(string text) => byte.TryParse(text, out var code) && $"{code}" == text;
}
