using System.CommandLine;
using Pawl.Cli.Output;

namespace Pawl.Cli.CommandLine;

/// <summary>What one invocation of a verb works with. Opens the database and the clock only when asked, so that cheap verbs stay quick.</summary>
internal sealed class Invocation(ParseResult parse) : IDisposable
{
    private string? _dataRoot;

    public Terminal Terminal { get; } = Terminal.Open(parse.GetValue(SharedOptions.Plain));

    public Interrupts Interrupts { get; } = new();

    public TimeProvider Time { get; } = TimeProvider.System;

    public bool Json => parse.GetValue(SharedOptions.Json);

    /// <summary>Absolute path of the data root; the folder exists once this was read.</summary>
    public string Home => _dataRoot ??= DataRoot.Ensure(LocateHome());

    public string LocateHome() =>
        DataRoot.Locate(
            parse.GetValue(SharedOptions.Home),
            Environment.GetEnvironmentVariable(DataRoot.Variable),
            Environment.CurrentDirectory
        );

    public T Value<T>(Option<T> option) => parse.GetValue(option)!;

    public T Value<T>(Argument<T> argument) => parse.GetValue(argument)!;

    public ParseResult Parse => parse;

    /// <summary>A line to the person, on standard error.</summary>
    public void Say(string line) => Terminal.Talk.WriteLine(line);

    public void Dispose() => Interrupts.Dispose();
}
