namespace Pawl.Llm.Credentials;

/// <summary>There is no key to be had where the settings say there is one. The message says what to do and never holds a key.</summary>
public sealed class CredentialException(string message) : Exception(message);
