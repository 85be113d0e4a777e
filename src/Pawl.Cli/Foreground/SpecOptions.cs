using System.Collections;
using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Runs.Specs;
using Pawl.Runs.Submissions;

namespace Pawl.Cli.Foreground;

/// <summary>The options of every verb that takes a spec: profile, overrides, name.</summary>
internal sealed class SpecOptions
{
    private readonly Option<string?> _profile = new("--profile")
    {
        Description = "A named set of overrides, of the workload or of yours",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Override a key of the spec; may be given several times. 'pawl spec WORKLOAD' lists the keys",
        HelpName = "KEY=VALUE",
    };

    private readonly Option<string?> _name = new("--name")
    {
        Description = "A name for the run: short for --set name=NAME",
        HelpName = "NAME",
    };

    public void AddTo(Command verb)
    {
        verb.Add(_profile);
        verb.Add(_set);
        verb.Add(_name);
    }

    public Submission Submit(Invocation invocation, SpecSource source) =>
        new(
            source,
            invocation.Value(_profile),
            invocation.Value(_name) is { } name ? [.. invocation.Value(_set), $"name={name}"] : invocation.Value(_set)
        )
        {
            Environment = Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal),
        };
}
