using System.CommandLine;
using Pawl.Runs.Hosting.Host;

namespace Pawl.Cli.Verbs;

/// <summary>
/// <c>pawl host</c>: the process of one attempt, started by a worker. Takes no <see cref="CommandLine.Invocation"/>: its signals and its
/// exit belong to the host.
/// </summary>
internal static class HostVerb
{
    public static Command Create()
    {
        var run = new Option<string>("--run") { Required = true };
        var attempt = new Option<int>("--attempt") { Required = true };
        var socket = new Option<string>("--socket") { Required = true };
        var command = new Command("host", "Do the work of one attempt; started by a worker") { run, attempt, socket };
        command.Hidden = true;
        command.SetAction(
            (parse, _) =>
                HostProgram.RunAsync(
                    new HostArguments(parse.GetRequiredValue(run), parse.GetRequiredValue(attempt), parse.GetRequiredValue(socket)),
                    Workloads.Catalog,
                    TimeProvider.System
                )
        );
        return command;
    }
}
