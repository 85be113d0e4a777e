using System.CommandLine;
using Pawl.Cli.Output;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Submissions;

namespace Pawl.Cli.CommandLine;

/// <summary>What one invocation of a verb works with. Opens the database only when asked, so that cheap verbs stay quick.</summary>
internal sealed class Invocation(ParseResult parse) : IDisposable
{
    private RunStore? _store;

    public ParseResult Parse => parse;

    public Terminal Terminal { get; } = Terminal.Open(parse.GetValue(SharedOptions.Plain));

    public Interrupts Interrupts { get; } = new();

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>Whoever runs this program. Who can write the data root may do everything.</summary>
    public Actor Actor { get; } = new($"cli:{Environment.UserName}", AccessRole.Approver);

    public bool Json => parse.GetValue(SharedOptions.Json);

    /// <summary>Absolute path of the data root, which may not exist yet.</summary>
    public string Home { get; } =
        DataRoot.Locate(
            parse.GetValue(SharedOptions.Home),
            Environment.GetEnvironmentVariable(DataRoot.Variable),
            Environment.CurrentDirectory
        );

    /// <summary>The database; it and the data root are created by the first call.</summary>
    public RunStore Store => _store ??= RunStore.Open(Path.Combine(DataRoot.Ensure(Home), DataRoot.DatabaseName), Time);

    /// <summary>The database, or null where there is none: a verb that only reads leaves no data root behind.</summary>
    public RunStore? StoreIfAny => _store is null && !File.Exists(Path.Combine(Home, DataRoot.DatabaseName)) ? null : Store;

    public RunCommands Commands => new(Store, Home, Time);

    public T Value<T>(Option<T> option) => parse.GetValue(option)!;

    public T Value<T>(Argument<T> argument) => parse.GetValue(argument)!;

    /// <summary>Talk is JSON lines, for a program that collects logs.</summary>
    public bool HasJsonLogs => parse.GetValue(SharedOptions.JsonLogs);

    /// <summary>A line to the person, on standard error; with <c>--json-logs</c> a JSON object that holds it.</summary>
    public void Say(string line) => Terminal.Talk.WriteLine(HasJsonLogs ? JsonTalk.Note(line, Time.GetUtcNow()) : line);

    public void Dispose()
    {
        _store?.Dispose();
        Interrupts.Dispose();
    }
}
