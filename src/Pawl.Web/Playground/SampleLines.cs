using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Pawl.Web.Playground;

/// <summary>The answer of a sampling: a JSON object a line, each sent at once.</summary>
internal sealed class SampleLines(HttpContext http, JsonSerializerOptions json)
{
    public async Task SendAsync(object line)
    {
        Write(line);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    /// <summary>Everything that has been written so far, a line for each sample.</summary>
    /// <returns>How many tokens.</returns>
    public async Task<int> SendPiecesAsync(ChannelReader<SamplePiece> pieces)
    {
        var (tokens, sample, text) = (0, 0, new StringBuilder());
        while (pieces.TryRead(out var piece))
        {
            tokens++;
            if (piece.Sample != sample)
            {
                WriteText(sample, text);
                sample = piece.Sample;
            }

            text.Append(piece.Text);
        }

        WriteText(sample, text);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        return tokens;
    }

    private void WriteText(int sample, StringBuilder text)
    {
        if (text.Length > 0)
        {
            Write(
                new
                {
                    type = "text",
                    sample,
                    text = text.ToString(),
                }
            );
            text.Clear();
        }
    }

    private void Write(object line)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.ContentType = SampleEndpoint.MediaType;
            http.Response.Headers.CacheControl = "no-store";
        }

        var writer = http.Response.BodyWriter;
        writer.Write(JsonSerializer.SerializeToUtf8Bytes(line, line.GetType(), json));
        writer.Write("\n"u8);
    }
}
