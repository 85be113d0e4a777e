namespace Pawl.Llm.Settings;

/// <param name="Address">Where the API begins, such as <c>http://localhost:11434/v1</c>.</param>
/// <param name="AuthVariable">Environment variable that holds the key; null when there is none to read.</param>
/// <param name="AuthFile">Absolute path of the file that holds the key; goes before the variable.</param>
/// <param name="OfflineSeed">Another seed gives other offline answers to the same requests.</param>
public sealed record ProviderSettings(
    ProviderKind Kind,
    Uri Address,
    string? AuthVariable,
    string? AuthFile,
    StructuredOutput Structured,
    long OfflineSeed
);
