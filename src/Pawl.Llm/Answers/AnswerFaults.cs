namespace Pawl.Llm.Answers;

/// <summary>Why an answer could not be read. The words are kept in quarantine records: they never change.</summary>
public static class AnswerFaults
{
    /// <summary>Not one JSON value and nothing else.</summary>
    public const string JsonParseError = "json_parse_error";

    /// <summary>JSON of another shape than asked for.</summary>
    public const string SchemaMismatch = "schema_mismatch";

    /// <summary>Unreadable, and the model had stopped at its limit of output tokens.</summary>
    public const string CutOff = "cut_off";

    /// <summary>Unreadable, and the provider had held parts back or the model refused.</summary>
    public const string Withheld = "withheld";
}
