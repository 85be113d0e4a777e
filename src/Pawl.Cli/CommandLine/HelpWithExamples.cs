using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pawl.Cli.CommandLine;

/// <summary>The usual help page and, below it, the verb's examples.</summary>
internal sealed class HelpWithExamples(HelpAction page) : SynchronousCommandLineAction
{
    private const int WidthOfFiles = 100;

    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        if (Console.IsOutputRedirected)
        {
            page.MaxWidth = WidthOfFiles;
        }

        page.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb { Examples: { Count: > 0 } examples })
        {
            output.WriteLine("Examples:");
            foreach (var (commandLine, meaning) in examples)
            {
                output.WriteLine($"  {commandLine}");
                output.WriteLine($"      {meaning}");
            }

            output.WriteLine();
        }

        return 0;
    }
}
