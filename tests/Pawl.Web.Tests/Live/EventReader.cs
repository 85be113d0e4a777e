using System.Globalization;

namespace Pawl.Web.Tests.Live;

/// <summary>One message of a stream of server-sent events.</summary>
internal sealed record StreamMessage(string? Id, string Type, string Data)
{
    public long Position => long.Parse(Id!, CultureInfo.InvariantCulture);
}

/// <summary>Reads server-sent events as a browser does: a message counts once its empty line came.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage answer, Stream stream) => (_answer, _reader) = (answer, new StreamReader(stream));

    public static async Task<EventReader> OpenAsync(HttpClient http, string url, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new EventReader(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <returns>Null at the end of the stream, torn or not.</returns>
    public async Task<StreamMessage?> NextAsync()
    {
        string? id = null;
        var type = "message";
        var data = new List<string>();
        try
        {
            while (await _reader.ReadLineAsync() is { } line)
            {
                if (line.Length == 0)
                {
                    if (data.Count > 0 && type != "beat")
                    {
                        return new StreamMessage(id, type, string.Join('\n', data));
                    }

                    (type, id) = ("message", null);
                    data.Clear();
                    continue;
                }

                var (field, value) = line.Split(": ", 2) is [var name, var rest] ? (name, rest) : (line, "");
                switch (field)
                {
                    case "id":
                        id = value;
                        break;
                    case "event":
                        type = value;
                        break;
                    case "data":
                        data.Add(value);
                        break;
                }
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            // the server died: what was not whole did not come
        }

        return null;
    }

    public async Task<StreamMessage> ExpectAsync() => await NextAsync() ?? throw new InvalidOperationException("The stream ended.");

    public async Task<StreamMessage> ExpectAsync(string type)
    {
        while (true)
        {
            if (await ExpectAsync() is var message && message.Type == type)
            {
                return message;
            }
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _answer.Dispose();
    }
}
