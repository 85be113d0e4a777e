using Microsoft.Extensions.AI;
using Pawl.Llm.Credentials;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Providers;

public static class ChatClients
{
    public static IChatClient Open(ProviderSettings settings, Credential credential, TimeProvider time) =>
        settings.Kind == ProviderKind.Offline
            ? new OfflineChatClient(settings.OfflineSeed)
            : new OpenAiChatClient(settings, credential, time);
}
