namespace Pawl.Llm.Settings;

public enum ProviderKind
{
    /// <summary>OpenAI's own service.</summary>
    OpenAi,

    /// <summary>Any server that speaks OpenAI's chat API: Ollama, vLLM, llama.cpp and others.</summary>
    Compatible,

    /// <summary>Answers made up from the request alone: no network, no key, no cost.</summary>
    Offline,
}
