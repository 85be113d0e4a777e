using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pawl.Cli.Progress;

/// <summary>
/// A run on a terminal: log lines scroll by as they would in any program, and below them stand a few lines that are redrawn in place.
/// </summary>
internal sealed class LiveProgressView(IAnsiConsole console) : IProgressView
{
    public static LiveProgressView OnStandardError() =>
        new(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error), Interactive = InteractionSupport.Yes })
        );

    public Task ShowAsync(IAsyncEnumerable<RunUpdate> updates) =>
        console
            .Live(Spectre.Console.Text.Empty)
            .Overflow(VerticalOverflow.Crop)
            .StartAsync(async live =>
            {
                await foreach (var update in updates)
                {
                    var lines = update.Lines.Where(LogText.IsShown).Select(LogText.Of).ToList();
                    if (lines.Count > 0)
                    {
                        // One write for the batch: each write redraws the block below.
                        console.WriteLine(string.Join('\n', lines));
                    }

                    live.UpdateTarget(Draw(update.Progress, console.Profile.Width));
                }
            });

    /// <param name="width">Columns of the terminal; no line of the block is wider.</param>
    internal static IRenderable Draw(RunProgress progress, int width) =>
        new Rows(LiveBlock.Lines(progress, width).Select(line => new Markup(line).Overflow(Overflow.Crop)));
}
