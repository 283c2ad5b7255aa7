package dev.kawasemi.chat.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands as Discord is told of them: for one guild (they change at once), all in one request, only when they differ from the last time. */
final class SlashCommands {
    static final String APP = "app";
    static final String VERSION = "version";

    private static final Logger LOG = LoggerFactory.getLogger(SlashCommands.class);
    private static final String HASH = "commands-hash";

    private final OutboxStore store;
    private final Requests requests;

    SlashCommands(OutboxStore store, Requests requests) {
        this.store = store;
        this.requests = requests;
    }

    void declare(Guild guild) {
        List<SlashCommandData> commands = definitions();
        String hash = hash(guild.getJDA().getSelfUser().getApplicationId() + "/" + guild.getId(), commands);
        if (store.fact(HASH).equals(Optional.of(hash))) {
            return;
        }
        requests.send(
                guild.updateCommands().addCommands(commands),
                declared -> declared(hash, declared.size()),
                thrown -> LOG.error(
                        "Discord did not take the commands: {}. Was the bot invited with the scope applications.commands? I try"
                                + " again at the next start",
                        DiscordErrors.of(thrown).text()));
    }

    private void declared(String hash, int count) {
        LOG.info("Told Discord of {} commands", count);
        try {
            store.setFact(HASH, hash);
        } catch (OutboxException e) {
            LOG.warn(
                    "Tried to note that the commands are declared but could not: they are declared again next time", e);
        }
    }

    static List<SlashCommandData> definitions() {
        return Stream.concat(wayForward().stream(), DeskDeclarations.all().stream())
                .toList();
    }

    private static List<SlashCommandData> wayForward() {
        return List.of(
                command(
                                "deploy",
                                Words.of("Deploy a version of an app", "アプリの指定バージョンをデプロイ", "앱의 지정한 버전을 배포"),
                                Map.of(DiscordLocale.JAPANESE, "デプロイ", DiscordLocale.KOREAN, "배포"))
                        .addOptions(app(true), version(), CommandTexts.reason(false), CommandTexts.dryRun()),
                command(
                                "status",
                                Words.of("Show what runs, its health and what is open", "稼働状況とヘルスを表示", "실행 상태와 헬스를 표시"),
                                Map.of(DiscordLocale.JAPANESE, "ステータス", DiscordLocale.KOREAN, "상태"))
                        .addOptions(app(false)),
                command(
                                "rollback",
                                Words.of("Go back to the version before", "直前のバージョンに戻す", "이전 버전으로 되돌리기"),
                                Map.of(DiscordLocale.JAPANESE, "ロールバック", DiscordLocale.KOREAN, "롤백"))
                        .addOptions(app(true)),
                command(
                                "approve",
                                Words.of("Remove the old version of an app", "古いバージョンの削除を承認", "이전 버전 제거를 승인"),
                                Map.of(DiscordLocale.JAPANESE, "承認", DiscordLocale.KOREAN, "승인"))
                        .addOptions(app(true)));
    }

    private static SlashCommandData command(String name, Words description, Map<DiscordLocale, String> names) {
        return Commands.slash(name, description.english())
                .setNameLocalizations(names)
                .setDescriptionLocalizations(description.localized());
    }

    static OptionData app(boolean required) {
        Words words = Words.of("Which app", "対象のアプリ", "대상 앱");
        return new OptionData(OptionType.STRING, APP, words.english(), required, true)
                .setNameLocalizations(Map.of(DiscordLocale.JAPANESE, "アプリ", DiscordLocale.KOREAN, "앱"))
                .setDescriptionLocalizations(words.localized());
    }

    private static OptionData version() {
        Words words = Words.of("Which version (the image's tag)", "バージョン（イメージのタグ）", "버전(이미지 태그)");
        return new OptionData(OptionType.STRING, VERSION, words.english(), true, true)
                .setNameLocalizations(Map.of(DiscordLocale.JAPANESE, "バージョン", DiscordLocale.KOREAN, "버전"))
                .setDescriptionLocalizations(words.localized());
    }

    /** The same for the same definitions, in whatever order JDA writes their fields. */
    private static String hash(String whose, List<SlashCommandData> commands) {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        StringBuilder text = new StringBuilder(whose);
        try {
            for (SlashCommandData command : commands) {
                text.append('\n')
                        .append(json.writeValueAsString(
                                json.readValue(command.toData().toString(), Object.class)));
            }
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("the commands' definitions cannot be hashed", e);
        }
    }

    /** One description in the languages we have. */
    private record Words(String english, Map<DiscordLocale, String> localized) {
        static Words of(String english, String japanese, String korean) {
            return new Words(english, Map.of(DiscordLocale.JAPANESE, japanese, DiscordLocale.KOREAN, korean));
        }
    }
}
