using System.Text;
using Pawl.Runs.Hosting.Protocol;

namespace Pawl.Runs.Workers;

/// <summary>
/// Splits what a process writes into lines. A carriage return ends a line too, as progress bars use it; an overlong line is cut in pieces,
/// so that output without line ends takes bounded memory. Bytes that are not UTF-8 become U+FFFD.
/// </summary>
internal static class OutputLines
{
    /// <param name="onLine">Called with each line, without its end; the last one too if the output stops inside it.</param>
    public static async Task ReadAsync(Stream output, Func<string, ValueTask> onLine, CancellationToken cancellation)
    {
        using var reader = new StreamReader(
            output,
            new UTF8Encoding(false),
            detectEncodingFromByteOrderMarks: false,
            4096,
            leaveOpen: true
        );
        var buffer = new char[4096];
        var line = new StringBuilder();
        var afterReturn = false;
        while (await reader.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            for (var index = 0; index < count; index++)
            {
                var character = buffer[index];
                var endsPair = afterReturn && character == '\n';
                afterReturn = character == '\r';
                if (endsPair)
                {
                    continue;
                }

                if (character is '\n' or '\r')
                {
                    await EmitAsync();
                    continue;
                }

                line.Append(character);
                if (line.Length >= ProtocolLimits.MaximumTextLength && !char.IsHighSurrogate(character))
                {
                    await EmitAsync();
                }
            }
        }

        if (line.Length > 0)
        {
            await EmitAsync();
        }

        async ValueTask EmitAsync()
        {
            var text = line.ToString();
            line.Clear();
            await onLine(text);
        }
    }
}
