using System.Text;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Text;

namespace Pawl.Cli.Foreground;

/// <summary>A text to go on from, and where it was given, for messages about it.</summary>
internal sealed record Prompt(string Text, string Origin);

/// <summary>The prompts of <c>--prompt</c>, then those of <c>--prompts</c>; a line break where there is neither.</summary>
internal static class Prompts
{
    private const string StandardInput = "-";

    public static IReadOnlyList<Prompt> Of(Invocation invocation, SamplingOptions options)
    {
        var prompts = invocation.Value(options.Prompt).Select(OfOption).ToList();
        if (invocation.Value(options.Prompts) is { } path)
        {
            prompts.AddRange(OfFile(path));
        }

        return prompts.Count > 0 ? prompts : [new Prompt("\n", "the default")];
    }

    private static Prompt OfOption(string option)
    {
        try
        {
            var prompt = TextSampler.PromptText(option);
            return prompt.Length > 0
                ? new Prompt(prompt, $"--prompt '{option}'")
                : throw CliException.Usage(
                    "Expected at least one character to go on from, got an empty --prompt.",
                    "Leave --prompt out for a line break."
                );
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.NotFound,
                $"Expected a file after --prompt FILE:, got '{option}': {fault.Message}",
                null,
                fault
            );
        }
    }

    private static List<Prompt> OfFile(string path)
    {
        var name = path == StandardInput ? "standard input" : path;
        try
        {
            using var reader = path == StandardInput ? new StreamReader(Console.OpenStandardInput(), Encoding.UTF8) : File.OpenText(path);
            var prompts = new List<Prompt>();
            for (var number = 1; reader.ReadLine() is { } line; number++)
            {
                if (line.Length > 0)
                {
                    prompts.Add(new Prompt(Unescape(line, $"{name}, line {number}"), $"{name}, line {number}"));
                }
            }

            return prompts.Count > 0
                ? prompts
                : throw CliException.Usage(
                    $"Expected a prompt a line from {name}, found none.",
                    "Empty lines are passed over; write \\n for a line break."
                );
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.NotFound, $"Expected a file after --prompts, got '{path}': {fault.Message}", null, fault);
        }
    }

    /// <summary>Sample: <c>first line\nsecond</c>, with <c>\t</c> for a tab and <c>\\</c> for a backslash.</summary>
    private static string Unescape(string line, string origin)
    {
        if (!line.Contains('\\', StringComparison.Ordinal))
        {
            return line;
        }

        var text = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\')
            {
                text.Append(line[i]);
                continue;
            }

            i++;
            text.Append(
                (i < line.Length ? line[i] : '\0') switch
                {
                    'n' => '\n',
                    't' => '\t',
                    '\\' => '\\',
                    _ => throw CliException.Usage(
                        $"{origin}: expected \\n, \\t or \\\\ at character {i}, got '{line[(i - 1)..Math.Min(line.Length, i + 1)]}'.",
                        "Write \\\\ for a backslash."
                    ),
                }
            );
        }

        return text.ToString();
    }
}
