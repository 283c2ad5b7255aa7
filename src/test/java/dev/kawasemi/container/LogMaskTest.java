package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogMaskTest {
    private LogMask mask = LogMask.ofNothing();

    @BeforeEach
    void read() throws Exception {
        mask = LogMask.ofContent(new ObjectMapper().readTree("""
                {"services": {"web": {"environment": {
                    "APP_TAG": "v1.9.2", "REDIS_HOST": "redis", "PORT": "8000", "DEBUG": "true", "MODE": "production",
                    "SECRET_KEY": "tiger", "DJANGO_TOKEN": "8000",
                    "SENTRY": "a8f3kk20dkfj2093jfoi", "DATABASE_URL": "postgres://shop:lion-heart@db/shop"},
                  "build": {"args": {"NPM_TOKEN": "npm-bear"}}}},
                 "secrets": {"mail": {"content": "first-line\\nsecond-line"}}}
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "started v1.9.2 on redis:8000 (production, debug true)|started v1.9.2 on redis:8000 (production, debug true)",
                "signing with tiger|signing with ***",
                "sentry at https://a8f3kk20dkfj2093jfoi@sentry|sentry at https://***@sentry",
                "could not reach postgres://shop:lion-heart@db/shop|could not reach postgres://shop:***@db/shop",
                "auth failed for lion-heart|auth failed for ***",
                "npm-bear and second-line|*** and ***",
                "smtp://me:pw@mail|smtp://me:***@mail",
                "Authorization: Bearer abcdefgh1234|Authorization: Bearer ***",
                "{\"password\": \"x y\", \"user\": \"bob\"}|{\"password\": ***, \"user\": \"bob\"}",
                "api_key=abc, next|api_key=***, next",
                "GET /health/ 200 tokens left|GET /health/ 200 tokens left",
            })
    void takesOutWhatLooksSecretAndNothingElse(String line, String shown) {
        assertEquals(shown, mask.mask(line));
    }
}
