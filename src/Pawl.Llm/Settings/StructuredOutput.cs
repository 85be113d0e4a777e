namespace Pawl.Llm.Settings;

/// <summary>How a provider is told which JSON to answer with.</summary>
public enum StructuredOutput
{
    /// <summary>The schema goes to the provider, which holds the model to it.</summary>
    Schema,

    /// <summary>The provider is asked for any JSON object; the schema stands in the system prompt.</summary>
    Object,

    /// <summary>The schema stands in the system prompt alone: for servers that know no response formats.</summary>
    None,
}
