using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;
using Pawl.Llm.Calls;
using Pawl.Llm.Credentials;

namespace Pawl.Llm.Providers;

/// <summary>Says of what kind a failure is: see <see cref="CallFailureKind"/> for the rules.</summary>
internal sealed class FailureReader(Credential credential, TimeProvider time)
{
    /// <summary>Longest part of a provider's message that is repeated.</summary>
    private const int LongestQuote = 500;

    /// <summary>A refusal that came over HTTP.</summary>
    public CallFailureException Refusal(PipelineResponse response, string? requestId)
    {
        var (message, code) = Error(response.Content.ToMemory());
        var kind = Kind(response.Status, code);
        var words = message.Length > 0 ? message : response.ReasonPhrase;
        return new CallFailureException(
            kind,
            response.Status,
            RetryAfter(response.Headers),
            requestId,
            // A gateway that gave up does not know what the server behind it did.
            isOutcomeUnknown: response.Status is 502 or 504 or 524,
            credential.Scrub($"The provider answered {response.Status}{(code is null ? "" : $" ({code})")}: {words}")
        );
    }

    /// <summary>A 200 that cannot be read; it was answered, and surely billed.</summary>
    public CallFailureException Garbled(string fault, string? requestId) =>
        new(
            CallFailureKind.Garbled,
            200,
            null,
            requestId,
            isOutcomeUnknown: true,
            credential.Scrub($"The provider's answer could not be read: {Shortened(fault)}")
        );

    /// <summary>No answer, or the connection broke inside of one.</summary>
    public CallFailureException Broken(Exception exception)
    {
        var cause = exception;
        var isUnsent = false;
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            cause = inner is AggregateException or ClientResultException ? cause : inner;
            isUnsent |=
                inner
                    is HttpRequestException
                    {
                        HttpRequestError: HttpRequestError.NameResolutionError
                            or HttpRequestError.ConnectionError
                            or HttpRequestError.SecureConnectionError
                            or HttpRequestError.ProxyTunnelError
                    };
        }

        return new CallFailureException(
            CallFailureKind.Connection,
            null,
            null,
            null,
            isOutcomeUnknown: !isUnsent,
            credential.Scrub(
                isUnsent ? $"No connection to the provider: {cause.Message}" : $"The connection to the provider broke: {cause.Message}"
            )
        );
    }

    private static CallFailureKind Kind(int status, string? code) =>
        status switch
        {
            401 or 403 => CallFailureKind.Key,
            402 => CallFailureKind.Quota,
            429 when code is "insufficient_quota" or "billing_hard_limit_reached" => CallFailureKind.Quota,
            429 => CallFailureKind.RateLimited,
            408 or 409 or >= 500 => CallFailureKind.Server,
            _ => CallFailureKind.Refused,
        };

    /// <summary>Seconds, or an HTTP date, whose past is 0. OpenAI also sends <c>retry-after-ms</c>, which is finer.</summary>
    private TimeSpan? RetryAfter(PipelineResponseHeaders headers)
    {
        if (headers.TryGetValue("retry-after-ms", out var text) && Seconds(text) is { } milliseconds)
        {
            return milliseconds / 1000;
        }

        if (!headers.TryGetValue("retry-after", out text))
        {
            return null;
        }

        if (Seconds(text) is { } seconds)
        {
            return seconds;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? TimeSpan.FromTicks(Math.Max(0, (date - time.GetUtcNow()).Ticks))
            : null;
    }

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, TimeSpan.MaxValue.TotalSeconds / 2))
            : null;

    /// <summary>
    /// <c>{"error":{"message":"You exceeded your current quota.","type":"insufficient_quota","code":"insufficient_quota"}}</c>; some servers
    /// send <c>{"error":"text"}</c>, or no JSON.
    /// </summary>
    private static (string Message, string? Code) Error(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("error", out var error))
            {
                return (Shortened(document.RootElement.GetRawText()), null);
            }

            return error.ValueKind == JsonValueKind.Object
                ? (Shortened(Text(error, "message") ?? ""), Text(error, "code") ?? Text(error, "type"))
                : (Shortened(error.ToString()), null);
        }
        catch (JsonException)
        {
            return ("", null);
        }
    }

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestQuote ? line : line[..LongestQuote] + "…";
    }
}
