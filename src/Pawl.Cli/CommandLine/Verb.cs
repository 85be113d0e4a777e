using System.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;

namespace Pawl.Cli.CommandLine;

/// <summary>A command with examples under its help, whose body gets an <see cref="Invocation"/> and whose faults become exit codes.</summary>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that work as they stand, each with what it does.</summary>
    public IReadOnlyList<(string CommandLine, string Meaning)> Examples { get; init; } = [];

    /// <param name="body">Returns the exit code. Its token is cancelled by the first Ctrl-C.</param>
    public Verb Does(Func<Invocation, CancellationToken, Task<int>> body)
    {
        SetAction(parse => RunAsync(body, parse));
        return this;
    }

    private static async Task<int> RunAsync(Func<Invocation, CancellationToken, Task<int>> body, ParseResult parse)
    {
        using var invocation = new Invocation(parse);
        try
        {
            return await body(invocation, invocation.Interrupts.Soon);
        }
#pragma warning disable CA1031 // The top of the program: every fault becomes an exit code and a message.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            invocation.Terminal.Flush();
            var debug = parse.GetValue(SharedOptions.Debug) || Environment.GetEnvironmentVariable("PAWL_DEBUG") == "1";
            return invocation.HasJsonLogs ? WriteJson(invocation, fault, debug) : Write(invocation, invocation.Terminal.Talk, fault, debug);
        }
        finally
        {
            invocation.Terminal.Flush();
        }
    }

    private static int Write(Invocation invocation, TextWriter talk, Exception fault, bool debug) =>
        FaultReport.Write(talk, fault, invocation.Interrupts.Soon.IsCancellationRequested, debug);

    private static int WriteJson(Invocation invocation, Exception fault, bool debug)
    {
        using var text = new StringWriter();
        var exitCode = Write(invocation, text, fault, debug);
        if (text.ToString().Trim() is { Length: > 0 } message)
        {
            invocation.Terminal.Talk.WriteLine(JsonTalk.Error(message, exitCode, invocation.Time.GetUtcNow()));
        }

        return exitCode;
    }
}
