namespace Pawl.Llm.Calls;

/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
public sealed record CallMessage(string Role, string Text);
