using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Specs;
using Pawl.Runs.Store;

namespace Pawl.Web.Api.Problems;

/// <summary>Which problem stands for which exception.</summary>
internal static partial class ProblemMapping
{
    /// <summary>Longest part of a wrong value that a problem repeats.</summary>
    private const int LongestQuote = 80;

    /// <returns>Null for a fault that no caller can mend.</returns>
    public static ProblemJson? Of(Exception error) =>
        error switch
        {
            RunNotFoundException fault => new(
                ProblemTypes.RunNotFound,
                "There is no such run",
                StatusCodes.Status404NotFound,
                $"Expected the id of a run, the beginning of one, or 'last'; no run matches '{Quote(fault.Id)}'. GET /api/v1/runs lists those there are."
            ),
            AmbiguousRunException fault => new(
                ProblemTypes.AmbiguousRun,
                "Several runs match",
                StatusCodes.Status409Conflict,
                fault.Message
            ),
            NoEvolutionsException fault => new(
                ProblemTypes.OfStatus(StatusCodes.Status404NotFound),
                "The run has no services",
                StatusCodes.Status404NotFound,
                fault.Message
            ),
            RunStateException fault => new(
                ProblemTypes.RunState,
                "The run's state does not allow it",
                StatusCodes.Status409Conflict,
                fault.Message
            ),
            SpecException fault => new(
                ProblemTypes.Spec,
                "The spec cannot run",
                StatusCodes.Status422UnprocessableEntity,
                fault.Message,
                Errors: [.. fault.Problems.Select(SpecProblemJson.Of)]
            ),
            ArtifactPathException fault => new(
                ProblemTypes.ArtifactPath,
                "There is no such artifact",
                StatusCodes.Status404NotFound,
                fault.Message
            ),
            RequestConflictException fault => new(
                ProblemTypes.IdempotencyKey,
                "The idempotency key is taken",
                StatusCodes.Status409Conflict,
                fault.Message,
                IdempotencyKey.Header
            ),
            BadParameterException fault => new(
                ProblemTypes.Parameter,
                "A parameter is wrong",
                StatusCodes.Status400BadRequest,
                fault.Message,
                fault.Parameter
            ),
            BadHttpRequestException fault => OfBadRequest(fault),
            _ => null,
        };

    /// <summary>What the server's own reading of parameters and body found wrong.</summary>
    private static ProblemJson OfBadRequest(BadHttpRequestException error)
    {
        if (error.StatusCode == StatusCodes.Status415UnsupportedMediaType)
        {
            return new(
                ProblemTypes.OfStatus(error.StatusCode),
                "The body is of the wrong type",
                error.StatusCode,
                "Expected a body of Content-Type application/json; "
                    + error.Message.Replace("Expected a supported JSON media type but ", "", StringComparison.Ordinal)
            );
        }

        if (Unreadable().Match(error.Message) is { Success: true } wrong)
        {
            var name = wrong.Groups["name"].Value;
            return new(
                ProblemTypes.Parameter,
                "A parameter is wrong",
                error.StatusCode,
                $"Parameter '{name}': expected {Words(wrong.Groups["type"].Value)}, got '{Quote(wrong.Groups["value"].Value)}'.",
                name
            );
        }

        if (Missing().Match(error.Message) is { Success: true } missing)
        {
            var name = missing.Groups["name"].Value;
            return new(
                ProblemTypes.Parameter,
                "A parameter is missing",
                error.StatusCode,
                $"Parameter '{name}': expected {Words(missing.Groups["type"].Value)}, got nothing.",
                name
            );
        }

        if (error.Message.Contains("no body was provided", StringComparison.Ordinal))
        {
            return new(
                ProblemTypes.Body,
                "The body is missing",
                error.StatusCode,
                "Expected a JSON object of the documented shape as body, got none."
            );
        }

        return error.InnerException is JsonException json
            ? new(ProblemTypes.Body, "The body cannot be read", error.StatusCode, OfJson(json))
            : new(ProblemTypes.OfStatus(error.StatusCode), ProblemTypes.TitleOf(error.StatusCode), error.StatusCode, error.Message);
    }

    private static string OfJson(JsonException error)
    {
        var place = error.LineNumber is { } line ? $" at line {line + 1}, column {(error.BytePositionInLine ?? 0) + 1}" : "";
        var key = error.Path is null or "$" ? "" : $" (at {error.Path})";
        // "'}' is an invalid start of a value. Path: $ | LineNumber: 0 | BytePositionInLine: 5."
        var said = error.Message.Split(" Path:", 2)[0].Replace("System.", "", StringComparison.Ordinal).TrimEnd('.', ' ');
        return $"Expected a JSON object of the documented shape, got something else{place}{key}: {said}.";
    }

    /// <summary>Types of parameters in words; the parameter's own description says more.</summary>
    private static string Words(string type) =>
        type switch
        {
            _ when type.Contains("int", StringComparison.Ordinal) || type.Contains("long", StringComparison.Ordinal) => "a whole number",
            _ when type.Contains("double", StringComparison.Ordinal) => "a number",
            _ when type.Contains("bool", StringComparison.Ordinal) => "true or false",
            _ when type.Contains("DateTimeOffset", StringComparison.Ordinal) => "a time such as 2026-01-31T12:00:00Z",
            _ => "a value",
        };

    private static string Quote(string text)
    {
        var plain = string.Concat(text.Select(character => char.IsControl(character) ? '\uFFFD' : character));
        return plain.Length <= LongestQuote ? plain : plain[..LongestQuote] + "…";
    }

    // Failed to bind parameter "Nullable<int> limit" from "abc".
    [GeneratedRegex(
        """^Failed to bind parameter "(?<type>[^" ]+) (?<name>[^"]+)" from "(?<value>.*)"\.$""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Unreadable();

    // Required parameter "string topics" was not provided from query string.
    [GeneratedRegex(
        """^Required parameter "(?<type>[^" ]+) (?<name>[^"]+)" was not provided""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Missing();
}
