using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Text.Sampling;

namespace Pawl.Cli.Foreground;

/// <summary>The options of verbs that let a model write.</summary>
internal sealed class SamplingOptions
{
    public Option<string[]> Prompt { get; } =
        new("--prompt")
        {
            Description = "What to go on from, again for each further one; FILE:path takes the content of a file. Default: a line break",
            HelpName = "TEXT",
            DefaultValueFactory = _ => [],
        };

    public Option<string?> Prompts { get; } =
        new("--prompts")
        {
            Description =
                "More to go on from, one a line of a file ('-': standard input); \\n is a line break, \\t a tab, \\\\ a backslash",
            HelpName = "FILE",
        };

    public Option<int> Tokens { get; } =
        new Option<int>("--tokens")
        {
            Description = "Tokens to write in each sample",
            HelpName = "N",
            DefaultValueFactory = _ => 200,
        }.Between(1, 10_000_000);

    public Option<int> Count { get; } =
        new Option<int>("--count", "--samples")
        {
            Description = "Samples to write for each prompt",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        }.Between(1, 10_000);

    public Option<long> Seed { get; } =
        new Option<long>("--seed")
        {
            Description = "The same seed gives the same text",
            HelpName = "N",
            DefaultValueFactory = _ => 1337,
        }.Between(0, long.MaxValue);

    private readonly Option<double> _temperature = new Option<double>("--temperature")
    {
        Description = "Below 1 makes likely tokens likelier; 0 always takes the likeliest",
        HelpName = "T",
        DefaultValueFactory = _ => 0.8,
    }.Between(0, 100);

    private readonly Option<int> _topK = new Option<int>("--top-k")
    {
        Description = "Choose among this many of the likeliest tokens; 0: all",
        HelpName = "K",
        DefaultValueFactory = _ => 200,
    }.Between(0, 1_000_000);

    private readonly Option<double> _topP = new Option<double>("--top-p")
    {
        Description = "Choose among the smallest set of likeliest tokens that reach this probability; 1: all",
        HelpName = "P",
        DefaultValueFactory = _ => 1,
    }.Between(0, 1, open: true);

    public void AddTo(Command verb)
    {
        verb.Add(Prompt);
        verb.Add(Prompts);
        verb.Add(Tokens);
        verb.Add(Count);
        verb.Add(_temperature);
        verb.Add(_topK);
        verb.Add(_topP);
        verb.Add(Seed);
        verb.Add(SharedOptions.Threads);
    }

    public SamplingSettings Settings(Invocation invocation) =>
        new(invocation.Value(_temperature), invocation.Value(_topK), invocation.Value(_topP), (ulong)invocation.Value(Seed));
}
