using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Runs;
using Pawl.Shogi.Usi;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl shogi usi</c>: the engine as Shogi GUIs and match runners talk to it.</summary>
internal static class ShogiUsiVerb
{
    public static Verb Create()
    {
        var verb = new Verb("usi", "Speak the USI protocol on standard input and output, as Shogi GUIs start engines")
        {
            Examples =
            [
                ("pawl shogi usi", "For a GUI: register this command as an engine"),
                ("printf 'position startpos moves 7g7f\\ngo depth 8\\n' | pawl shogi usi", "One question from a script"),
            ],
        };
        return verb.Does(
            async (invocation, cancellation) =>
            {
                // reading a line cannot be cancelled: Ctrl-C ends the process while the reader still waits
                var engine = new UsiEngine(Console.In, Console.Out, invocation.Time);
                await Task.Run(() => engine.Run(ProductVersion.Full), cancellation).WaitAsync(cancellation);
                return ExitCode.Ok;
            }
        );
    }
}
