using Pawl.Cli.Output;
using Spectre.Console;

namespace Pawl.Cli.Progress;

/// <summary>
/// A run on a terminal: log lines scroll by as they would in any program, and below them stand a few lines that are redrawn in place.
/// </summary>
internal sealed class LiveProgressView(TextWriter terminal) : IProgressView
{
    public async Task ShowAsync(IAsyncEnumerable<RunUpdate> updates)
    {
        using var region = new LiveRegion(terminal);
        await foreach (var update in updates)
        {
            // A narrower terminal has wrapped the old block; nothing can take that back, but the next block fits again.
            var width = Terminal.Width;
            var scrolled = update.Lines.Where(LogText.IsShown).Select(LogText.Of).ToList();
            region.Redraw(scrolled, [.. LiveBlock.Lines(update.Progress, width).Select(line => Styled(line, width))]);
        }
    }

    /// <summary>Console markup as text with escape sequences for what the terminal can show.</summary>
    private static string Styled(string markup, int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Write(new Markup(markup).Overflow(Overflow.Crop));
        return text.ToString();
    }
}
