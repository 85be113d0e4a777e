using System.Text;

namespace Pawl.Cli.Output;

/// <summary>
/// The two streams of the process and what they lead to. Data goes to <see cref="Out"/>, talk to <see cref="Talk"/>, so that
/// <c>pawl … | jq</c> and <c>pawl … &gt; file</c> hold data alone.
/// </summary>
internal sealed class Terminal
{
    private const int NarrowestWidth = 40;
    private const int AssumedWidth = 80;

    private Terminal(TextWriter @out, TextWriter talk, bool plain)
    {
        Out = @out;
        Talk = talk;
        IsLive = !plain && !Console.IsErrorRedirected;
        OutIsTerminal = !Console.IsOutputRedirected;
        OutHasColor = !plain && OutIsTerminal;
    }

    public TextWriter Out { get; }

    public TextWriter Talk { get; }

    /// <summary>True when talk reaches a person's terminal that may be redrawn: not piped, no <c>--plain</c>, <c>NO_COLOR</c>, <c>CI</c> or dumb terminal.</summary>
    public bool IsLive { get; }

    public bool OutIsTerminal { get; }

    /// <summary>True when data reaches a person's terminal and may be coloured: the rules of <see cref="IsLive"/>.</summary>
    public bool OutHasColor { get; }

    /// <summary>Columns of the terminal, or null when data goes to a pipe or file, where nothing is cut.</summary>
    public int? TableWidth => OutIsTerminal ? Width : null;

    public static int Width
    {
        get
        {
            try
            {
                return Console.WindowWidth >= NarrowestWidth ? Console.WindowWidth : AssumedWidth;
            }
            catch (IOException)
            {
                return AssumedWidth;
            }
        }
    }

    /// <param name="plain">The <c>--plain</c> option.</param>
    public static Terminal Open(bool plain)
    {
        // Buffered and flushed by Flush: a list of a thousand lines is a few writes, not a thousand.
        var @out = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 14);
        var plainByEnvironment = IsSet("NO_COLOR") || IsSet("CI") || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        return new Terminal(@out, Console.Error, plain || plainByEnvironment);
    }

    public void Flush() => Out.Flush();

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
